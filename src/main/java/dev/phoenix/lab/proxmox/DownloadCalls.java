package dev.phoenix.lab.proxmox;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** How files get onto storages from the internet. */
final class DownloadCalls {
  private static final Map<String, String> ENDINGS =
      Map.of(
          "iso", ".*\\.(iso|img)",
          "vztmpl", ".*\\.tar\\.(gz|xz|zst|bz2)",
          "import", ".*\\.(ova|qcow2|raw|vmdk)");

  private final Cluster cluster;

  DownloadCalls(Cluster cluster) {
    this.cluster = cluster;
  }

  void routes(Routes routes) {
    String base = "/nodes/{node}/storage/{storage}";
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
  }

  private JsonNode download(Call call) {
    Datacenter.Store store = cluster.volumes.store(call.path("storage"));
    call.require("/storage/" + store.name(), "Datastore.AllocateTemplate");
    requireInternet(call);
    cluster.node(call.node());
    Values asked = call.values();
    String content = asked.text("content");
    if (content.equals("import") && !cluster.release.since(8, 3)) {
      throw Refusal.parameter(
          "content", "value 'import' does not have a value in the enumeration 'iso, vztmpl'");
    }
    if (!StorageCalls.holds(store, content, cluster.release)) {
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

  /** Since 8.0 there is a right for it; before and beside it takes the two of an administrator. */
  private void requireInternet(Call call) {
    String own = "/nodes/" + call.node();
    boolean since = cluster.release.since(8, 0);
    if (!since || !call.rights().has(call.caller(), own, "Sys.AccessNetwork")) {
      call.require("/", "Sys.Audit");
      call.require("/", "Sys.Modify");
    }
  }

  private JsonNode metadata(Call call) {
    requireInternet(call);
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
