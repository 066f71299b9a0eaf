package dev.phoenix.lab.proxmox;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The storages, what lies on them, and how it gets there. */
final class StorageCalls {
  private static final Map<String, String> ENDINGS =
      Map.of(
          "iso", ".*\\.(iso|img)",
          "vztmpl", ".*\\.tar\\.(gz|xz|zst|bz2)",
          "import", ".*\\.(ova|qcow2|raw|vmdk)");

  private final Cluster cluster;

  StorageCalls(Cluster cluster) {
    this.cluster = cluster;
  }

  void routes(Routes routes) {
    routes.get("/storage", "type", this::all);
    routes.get("/nodes/{node}/storage", "content enabled:b format:b storage target", this::ofNode);
    String base = "/nodes/{node}/storage/{storage}";
    routes.get(
        base + "/status",
        "",
        call -> {
          Datacenter.Store store = seen(call);
          ObjectNode json = state(call.node(), store);
          json.remove(List.of("storage", "used_fraction"));
          return json;
        });
    routes.get(base + "/content", "content vmid:i(100,999999999)", this::content);
    routes.get(base + "/content/{volume}", "", this::volume);
    routes.delete(base + "/content/{volume}", "delay:i(1,30)", this::remove);
    routes.post(
        base + "/download-url",
        "url! filename! content!=iso|vztmpl|import checksum"
            + " checksum-algorithm=md5|sha1|sha224|sha256|sha384|sha512 compression"
            + " verify-certificates:b",
        this::download);
    routes.get("/nodes/{node}/query-url-metadata", "url! verify-certificates:b", this::metadata);
    routes.get("/nodes/{node}/aplinfo", "", this::appliances);
    routes.post("/nodes/{node}/aplinfo", "storage! template!", this::fetch);
    cluster.tasks.on("download", this::downloaded);
    cluster.tasks.on(
        "imgdel",
        task ->
            cluster.volumes.free(
                cluster.volumes.get(task.node(), task.work.path("volume").asString(""))));
  }

  /** Older releases do not know all of what a newer one can hold. */
  static String content(Datacenter.Store store, Release release) {
    TreeSet<String> content = new TreeSet<>(store.content());
    if (!release.since(8, 3)) {
      content.remove("import");
    }
    return String.join(",", content);
  }

  private boolean holds(Datacenter.Store store, String content) {
    return List.of(content(store, cluster.release).split(",", -1)).contains(content);
  }

  private JsonNode all(Call call) {
    ArrayNode list = Json.array();
    for (Datacenter.Store store : cluster.datacenter.stores()) {
      if (call.rights().has(call.caller(), "/storage/" + store.name(), "Datastore.Audit")) {
        ObjectNode one =
            list.addObject()
                .put("storage", store.name())
                .put("type", store.type())
                .put("content", content(store, cluster.release))
                .put("shared", store.shared() ? 1 : 0)
                .put("digest", "1234567890abcdef1234567890abcdef12345678");
        switch (store.type()) {
          case "zfspool" -> one.put("pool", "rpool/data");
          case "lvmthin" -> one.put("thinpool", "data").put("vgname", "pve");
          case "lvm" -> one.put("vgname", "pve");
          case String _ -> one.put("path", path(store));
        }
      }
    }
    return list;
  }

  static String path(Datacenter.Store store) {
    return store.name().equals("local") ? "/var/lib/vz" : "/mnt/pve/" + store.name();
  }

  private JsonNode ofNode(Call call) {
    cluster.node(call.node());
    String content = call.values().text("content");
    ArrayNode list = Json.array();
    for (Datacenter.Store store : cluster.datacenter.stores()) {
      boolean wanted =
          (content.isEmpty() || holds(store, content))
              && call.values().text("storage", store.name()).equals(store.name());
      if (wanted
          && call.rights().has(call.caller(), "/storage/" + store.name(), "Datastore.Audit")) {
        list.add(state(call.node(), store));
      }
    }
    return list;
  }

  private ObjectNode state(String node, Datacenter.Store store) {
    long total = store.sizeGib() * Sizes.GIB;
    long used = cluster.volumes.used(store, node);
    return Json.object()
        .put("storage", store.name())
        .put("type", store.type())
        .put("content", content(store, cluster.release))
        .put("enabled", 1)
        .put("active", 1)
        .put("shared", store.shared() ? 1 : 0)
        .put("total", total)
        .put("used", used)
        .put("avail", Math.max(0, total - used))
        .put("used_fraction", (double) used / total);
  }

  private Datacenter.Store seen(Call call) {
    cluster.node(call.node());
    Datacenter.Store store = cluster.volumes.store(call.path("storage"));
    call.require("/storage/" + store.name(), "Datastore.Audit", "Datastore.AllocateSpace");
    return store;
  }

  private JsonNode content(Call call) {
    Datacenter.Store store = seen(call);
    ArrayNode list = Json.array();
    for (Volume volume : cluster.volumes.on(store.name(), call.node())) {
      boolean wanted =
          call.values().text("content", volume.content()).equals(volume.content())
              && (!call.values().has("vmid") || call.values().number("vmid", 0) == volume.owner());
      if (wanted) {
        list.add(listed(volume));
      }
    }
    return list;
  }

  private static ObjectNode listed(Volume volume) {
    ObjectNode json =
        Json.object()
            .put("volid", volume.id())
            .put("content", volume.content())
            .put("format", volume.format())
            .put("size", volume.bytes())
            .put("ctime", volume.made());
    if (volume.owner() != 0) {
      json.put("vmid", volume.owner());
    }
    if (!volume.parent().isEmpty()) {
      json.put("parent", volume.parent());
    }
    return json;
  }

  private Volume named(Call call) {
    String id = call.path("volume");
    return cluster.volumes.get(
        call.node(), id.contains(":") ? id : call.path("storage") + ":" + id);
  }

  private JsonNode volume(Call call) {
    seen(call);
    Volume volume = named(call);
    return Json.object()
        .put("path", "/dev/lab/" + volume.name())
        .put("size", volume.bytes())
        .put("used", volume.bytes())
        .put("format", volume.format());
  }

  private JsonNode remove(Call call) {
    seen(call);
    call.require(
        "/storage/" + call.path("storage"), "Datastore.Allocate", "Datastore.AllocateTemplate");
    Volume volume = named(call);
    if (volume.owner() != 0 && cluster.guests.find(volume.owner()).isPresent()) {
      throw Refusal.of(
          "cannot remove volume '" + volume.id() + "': guest " + volume.owner() + " uses it");
    }
    Tasks.Order order =
        cluster.order(call, call.node(), "imgdel", "" + volume.owner(), cluster.options.acting());
    order.work().put("volume", volume.id());
    return cluster.tasks.begin(order);
  }

  private JsonNode download(Call call) {
    Datacenter.Store store = cluster.volumes.store(call.path("storage"));
    call.require("/storage/" + store.name(), "Datastore.AllocateTemplate");
    if (cluster.release.since(8, 0)) {
      call.require("/nodes/" + call.node(), "Sys.AccessNetwork", "Sys.Modify");
    } else {
      call.require("/", "Sys.Modify");
    }
    cluster.node(call.node());
    Values asked = call.values();
    String content = asked.text("content");
    if (content.equals("import") && !cluster.release.since(8, 3)) {
      throw Refusal.parameter(
          "content", "value 'import' does not have a value in the enumeration 'iso, vztmpl'");
    }
    if (!holds(store, content)) {
      throw Refusal.of(
          "storage '" + store.name() + "' is not configured for content-type '" + content + "'");
    }
    if (asked.has("checksum") != asked.has("checksum-algorithm")) {
      throw Refusal.parameter(
          asked.has("checksum") ? "checksum" : "checksum-algorithm",
          "missing property - 'checksum' and 'checksum-algorithm' belong together");
    }
    String file = asked.text("filename").replaceAll("[^-a-zA-Z0-9_.]", "_");
    if (!file.matches(ENDINGS.getOrDefault(content, ".*"))) {
      throw Refusal.parameter("filename", "wrong file extension");
    }
    String folder = content.equals("vztmpl") ? "vztmpl" : content;
    return cluster.tasks.begin(
        order(call, store, folder + "/" + file, asked.text("url"), asked.find("checksum")));
  }

  private Tasks.Order order(
      Call call, Datacenter.Store store, String name, String url, @Nullable String checksum) {
    Tasks.Order order =
        cluster.order(
            call,
            call.node(),
            "download",
            name.substring(name.indexOf('/') + 1),
            cluster.options.copying());
    order
        .work()
        .put("store", store.name())
        .put("name", name)
        .put("url", url)
        .put("checksum", checksum == null ? "" : checksum);
    return order;
  }

  private void downloaded(Task task) {
    String url = task.work.path("url").asString("");
    Datacenter.Download file = file(url);
    String checksum = task.work.path("checksum").asString("");
    String store = task.work.path("store").asString("");
    String name = task.work.path("name").asString("");
    boolean same = file.sha256().isEmpty() || checksum.equalsIgnoreCase(file.sha256());
    if (cluster.volumes.find(task.node(), store + ":" + name).isPresent()) {
      if (checksum.isEmpty()) {
        throw Refusal.of("refusing to override existing file '" + name + "'");
      }
      if (!same) {
        throw Refusal.of(
            "mismatch (got '" + file.sha256() + "', expect '" + checksum + "'), aborting");
      }
      return;
    }
    if (!checksum.isEmpty() && !same) {
      throw Refusal.of(
          "checksum mismatch: got '" + file.sha256() + "' != expect '" + checksum + "', aborting");
    }
    boolean shared = cluster.volumes.store(store).shared();
    cluster.volumes.put(
        new Volume(
            store + ":" + name,
            shared ? "" : task.node(),
            file.bytes(),
            Volumes.formatOf(name),
            name.substring(0, name.indexOf('/')),
            0,
            "",
            task.ended));
  }

  private Datacenter.Download file(String url) {
    Datacenter.Download file = cluster.datacenter.downloads().get(url);
    if (file == null) {
      file = Appliances.downloads().get(url);
    }
    if (file == null) {
      throw Refusal.of("download failed: 404 Not Found");
    }
    return file;
  }

  private JsonNode metadata(Call call) {
    cluster.node(call.node());
    String url = call.values().text("url");
    Datacenter.Download file = file(url);
    return Json.object()
        .put("filename", url.substring(url.lastIndexOf('/') + 1))
        .put("size", file.bytes())
        .put("mimetype", "application/octet-stream");
  }

  private JsonNode appliances(Call call) {
    cluster.node(call.node());
    ArrayNode list = Json.array();
    for (Appliances.Offer offer : Appliances.OFFERED) {
      list.add(offer.toJson());
    }
    return list;
  }

  private JsonNode fetch(Call call) {
    cluster.node(call.node());
    Datacenter.Store store = cluster.volumes.store(call.values().text("storage"));
    call.require("/storage/" + store.name(), "Datastore.AllocateTemplate");
    String template = call.values().text("template");
    boolean offered =
        Appliances.OFFERED.stream().anyMatch(offer -> offer.template().equals(template));
    if (!offered) {
      throw Refusal.parameter("template", "no such template");
    }
    if (!store.content().contains("vztmpl")) {
      throw Refusal.of("cannot download to storage type '" + store.type() + "'");
    }
    return cluster.tasks.begin(
        order(call, store, "vztmpl/" + template, Appliances.URL + template, null));
  }
}
