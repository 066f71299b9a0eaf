package dev.phoenix.lab.proxmox;

import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The storages, and what lies on them. */
final class StorageCalls {
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

  static boolean holds(Datacenter.Store store, String content, Release release) {
    return List.of(content(store, release).split(",", -1)).contains(content);
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
          (content.isEmpty() || holds(store, content, cluster.release))
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
}
