package dev.phoenix.lab.proxmox;

import dev.phoenix.lab.engine.Storage;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Groups of guests. */
final class PoolCalls {
  private static final String CHANGE = "comment vms storage delete:b allow-move:b@8.1";

  private final Cluster cluster;
  private final Storage storage;
  private final SortedMap<String, String> comments = new TreeMap<>();

  PoolCalls(Cluster cluster, Storage storage) {
    this.cluster = cluster;
    this.storage = storage;
    storage.all().forEach((name, comment) -> comments.put(name, comment.asString("")));
  }

  void routes(Routes routes) {
    routes.get("/pools", "poolid@8.1 type=qemu|lxc|storage", this::list);
    routes.get("/pools/{poolid}", "type=qemu|lxc|storage", call -> pool(call.path("poolid")));
    routes.post("/pools", "poolid! comment", this::make);
    routes.put("/pools/{poolid}", CHANGE, call -> change(call, call.path("poolid")));
    routes.put("/pools", "poolid! " + CHANGE, call -> change(call, call.values().text("poolid")));
    routes.delete("/pools/{poolid}", "", call -> remove(call, call.path("poolid")));
    routes.delete("/pools", "poolid!", call -> remove(call, call.values().text("poolid")));
  }

  private JsonNode list(Call call) {
    ArrayNode list = Json.array();
    comments.forEach((name, comment) -> {
      boolean seen = call.rights().has(call.caller(), "/pool/" + name, "Pool.Audit");
      if (seen && call.values().text("poolid", name).equals(name)) {
        list.addObject().put("poolid", name).put("comment", comment);
      }
    });
    return list;
  }

  private String known(String name) {
    String comment = comments.get(name);
    if (comment == null) {
      throw Refusal.of("pool '" + name + "' does not exist");
    }
    return comment;
  }

  private JsonNode pool(String name) {
    ObjectNode json = Json.object().put("comment", known(name));
    ArrayNode members = json.putArray("members");
    for (Guest guest : cluster.guests.all()) {
      if (guest.pool.equals(name)) {
        members
            .addObject()
            .put("id", guest.kind.word + "/" + guest.vmid)
            .put("type", guest.kind.word)
            .put("vmid", guest.vmid)
            .put("node", guest.node)
            .put("name", guest.name())
            .put("status", guest.status());
      }
    }
    return json;
  }

  private JsonNode make(Call call) {
    String name = call.values().text("poolid");
    call.require("/pool/" + name, "Pool.Allocate");
    if (comments.containsKey(name)) {
      throw Refusal.of("create pool failed: pool '" + name + "' already exists");
    }
    return keep(name, call.values().text("comment"));
  }

  private JsonNode keep(String name, String comment) {
    comments.put(name, comment);
    storage.put(name, StringNode.valueOf(comment));
    return NullNode.getInstance();
  }

  private JsonNode change(Call call, String name) {
    call.require("/pool/" + name, "Pool.Allocate");
    String comment = known(name);
    boolean leave = call.values().flag("delete");
    for (String vmid : call.values().keys("vms")) {
      Guest guest =
          cluster
              .guests
              .find(Integer.parseInt(vmid))
              .orElseThrow(() -> Refusal.of("VM " + vmid + " does not exist"));
      boolean elsewhere = !guest.pool.isEmpty() && !guest.pool.equals(name);
      if (elsewhere && !call.values().flag("allow-move")) {
        throw Refusal.of("VM " + vmid + " belongs already to pool '" + guest.pool + "'");
      }
      guest.pool = leave ? "" : name;
      cluster.guests.save(guest);
    }
    return keep(name, call.values().text("comment", comment));
  }

  private JsonNode remove(Call call, String name) {
    call.require("/pool/" + name, "Pool.Allocate");
    known(name);
    List<Guest> members =
        cluster.guests.all().stream().filter(guest -> guest.pool.equals(name)).toList();
    if (!members.isEmpty()) {
      throw Refusal.of("pool '" + name + "' is not empty");
    }
    comments.remove(name);
    storage.remove(name);
    return NullNode.getInstance();
  }
}
