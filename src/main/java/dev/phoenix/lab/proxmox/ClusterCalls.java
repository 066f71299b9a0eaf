package dev.phoenix.lab.proxmox;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The cluster as a whole: what is in it, which ids are free, what is kept highly available. */
final class ClusterCalls {
  private final Cluster cluster;
  private final Map<Integer, ObjectNode> told = new HashMap<>();
  private long toldAt = Long.MIN_VALUE / 2;

  ClusterCalls(Cluster cluster) {
    this.cluster = cluster;
  }

  void routes(Routes routes) {
    routes.get("/cluster/resources", "type=vm|storage|node|sdn", this::resources);
    routes.get("/cluster/nextid", "vmid:i(100,999999999)", this::nextId);
    routes.get("/cluster/status", "", this::status);
    routes.get("/cluster/options", "", _ -> Json.object().put("keyboard", "en-us"));
    routes.get("/cluster/ha/resources", "type=ct|vm", this::managed);
    routes.post(
        "/cluster/ha/resources",
        "sid! type=ct|vm state=started|stopped|enabled|disabled|ignored group comment"
            + " max_relocate:i(0,) max_restart:i(0,) failback:b@9.0",
        call -> want(call, call.values().text("sid"), call.values().text("state", "started")));
    routes.put(
        "/cluster/ha/resources/{sid}",
        "state=started|stopped|enabled|disabled|ignored group comment max_relocate:i(0,)"
            + " max_restart:i(0,) failback:b@9.0 delete digest",
        call -> want(call, call.path("sid"), call.values().text("state", "started")));
    routes.delete("/cluster/ha/resources/{sid}", "", call -> want(call, call.path("sid"), ""));
  }

  private JsonNode resources(Call call) {
    String type = call.values().text("type");
    ArrayNode list = Json.array();
    if (type.isEmpty() || type.equals("vm")) {
      listen();
      for (Guest guest : cluster.guests.all()) {
        if (call.rights().has(call.caller(), "/vms/" + guest.vmid, "VM.Audit")) {
          list.add(guest(guest));
        }
      }
    }
    if (type.isEmpty() || type.equals("node")) {
      cluster.datacenter.nodes().forEach(node -> list.add(node(node)));
    }
    if (type.isEmpty() || type.equals("storage")) {
      for (Datacenter.Node node : cluster.datacenter.nodes()) {
        for (Datacenter.Store store : cluster.datacenter.stores()) {
          if (call.rights().has(call.caller(), "/storage/" + store.name(), "Datastore.Audit")) {
            list.add(store(node, store));
          }
        }
      }
    }
    return list;
  }

  /** The nodes tell each other of their guests only every few seconds. */
  private void listen() {
    long now = cluster.options.clock().millis();
    long pause = cluster.options.broadcast().toMillis();
    if (now - toldAt < pause) {
      return;
    }
    toldAt = now;
    told.clear();
    for (Guest guest : cluster.guests.all()) {
      if (now - guest.made >= pause) {
        told.put(
            guest.vmid,
            Json.object()
                .put("name", guest.name())
                .put("status", guest.status())
                .put("template", guest.isTemplate() ? 1 : 0)
                .put("cpu", guest.runs() ? 0.0125 : 0)
                .put("maxcpu", GuestCalls.cores(guest))
                .put("mem", guest.runs() ? GuestCalls.memory(guest) / 3 : 0)
                .put("maxmem", GuestCalls.memory(guest))
                .put("disk", 0)
                .put("maxdisk", GuestCalls.disk(guest))
                .put("diskread", 0)
                .put("diskwrite", 0)
                .put("netin", 0)
                .put("netout", 0)
                .put("uptime", guest.runs() ? Math.max(1, cluster.now() - guest.started) : 0));
      }
    }
  }

  private ObjectNode guest(Guest guest) {
    ObjectNode json =
        Json.object()
            .put("id", guest.kind.word + "/" + guest.vmid)
            .put("vmid", guest.vmid)
            .put("type", guest.kind.word)
            .put("node", guest.node);
    ObjectNode heard = told.get(guest.vmid);
    if (heard == null) {
      json.put("status", "unknown");
    } else {
      json.setAll(heard);
    }
    String tags = guest.config.get("tags");
    if (tags != null) {
      json.put("tags", tags);
    }
    if (cluster.release.since(8, 3) && !guest.lock().isEmpty()) {
      json.put("lock", guest.lock());
    }
    if (!guest.pool.isEmpty()) {
      json.put("pool", guest.pool);
    }
    if (!guest.wanted.isEmpty()) {
      json.put("hastate", guest.runs() ? "started" : "stopped");
    }
    return json;
  }

  private ObjectNode node(Datacenter.Node node) {
    return Json.object()
        .put("id", "node/" + node.name())
        .put("type", "node")
        .put("node", node.name())
        .put("status", "online")
        .put("level", "")
        .put("cgroup-mode", 2)
        .put("cpu", 0.0125)
        .put("maxcpu", node.cores())
        .put("mem", node.memoryGib() * Sizes.GIB / 4)
        .put("maxmem", node.memoryGib() * Sizes.GIB)
        .put("disk", 10 * Sizes.GIB)
        .put("maxdisk", 900 * Sizes.GIB)
        .put("uptime", 900_000);
  }

  private ObjectNode store(Datacenter.Node node, Datacenter.Store store) {
    return Json.object()
        .put("id", "storage/" + node.name() + "/" + store.name())
        .put("type", "storage")
        .put("node", node.name())
        .put("storage", store.name())
        .put("status", "available")
        .put("plugintype", store.type())
        .put("shared", store.shared() ? 1 : 0)
        .put("content", StorageCalls.content(store, cluster.release))
        .put("disk", cluster.volumes.used(store, node.name()))
        .put("maxdisk", store.sizeGib() * Sizes.GIB);
  }

  private JsonNode nextId(Call call) {
    if (call.values().has("vmid")) {
      int vmid = (int) call.values().number("vmid", 0);
      if (cluster.guests.find(vmid).isPresent()) {
        throw Refusal.parameter("vmid", "VM " + vmid + " already exists");
      }
      return number(vmid);
    }
    int vmid = 100;
    while (cluster.guests.find(vmid).isPresent()) {
      vmid++;
    }
    return number(vmid);
  }

  /** Declared as a number, given as text. */
  private static StringNode number(int vmid) {
    return StringNode.valueOf(Integer.toString(vmid));
  }

  private JsonNode status(Call call) {
    call.require("/", "Sys.Audit");
    ArrayNode list = Json.array();
    int nodes = cluster.datacenter.nodes().size();
    list.addObject()
        .put("type", "cluster")
        .put("id", "cluster")
        .put("name", cluster.datacenter.name())
        .put("version", nodes)
        .put("nodes", nodes)
        .put("quorate", 1);
    int number = 1;
    for (Datacenter.Node node : cluster.datacenter.nodes()) {
      list.addObject()
          .put("type", "node")
          .put("id", "node/" + node.name())
          .put("name", node.name())
          .put("ip", node.address())
          .put("nodeid", number)
          .put("online", 1)
          .put("local", number == 1 ? 1 : 0)
          .put("level", "");
      number++;
    }
    return list;
  }

  private JsonNode managed(Call call) {
    call.require("/", "Sys.Audit");
    ArrayNode list = Json.array();
    for (Guest guest : cluster.guests.all()) {
      if (!guest.wanted.isEmpty()) {
        String type = guest.kind == Kind.QEMU ? "vm" : "ct";
        list.addObject()
            .put("sid", type + ":" + guest.vmid)
            .put("type", type)
            .put("state", guest.wanted)
            .put("digest", ConfigFile.digest(guest));
      }
    }
    return list;
  }

  private JsonNode want(Call call, String sid, String state) {
    call.require("/", "Sys.Console");
    String vmid = sid.replaceFirst("^(vm|ct):", "");
    Optional<Guest> guest =
        vmid.matches("[0-9]{3,9}") ? cluster.guests.find(Integer.parseInt(vmid)) : Optional.empty();
    Guest found =
        guest.orElseThrow(() -> Refusal.of("unable to parse or find the resource '" + sid + "'"));
    found.wanted = state;
    cluster.guests.save(found);
    boolean starts = state.equals("started") && !found.runs();
    boolean stops = state.equals("stopped") && found.runs();
    if (starts || stops) {
      cluster.tasks.begin(
          new Tasks.Order(
              found.node,
              found.kind.task + (starts ? "start" : "stop"),
              vmid,
              "root@pam",
              cluster.options.acting(),
              Json.object()));
    }
    return NullNode.getInstance();
  }
}
