package dev.phoenix.lab.proxmox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Earlier moments of guests. */
final class Snapshots {
  private final Cluster cluster;
  private final Power power;

  Snapshots(Cluster cluster, Power power) {
    this.cluster = cluster;
    this.power = power;
  }

  void routes(Routes routes) {
    for (Kind kind : Kind.values()) {
      String base = "/nodes/{node}/" + kind.word + "/{vmid}/snapshot";
      String one = base + "/{snapname}";
      String more = kind == Kind.QEMU ? " vmstate:b" : "";
      routes.get(base, "", call -> list(call, kind));
      routes.post(base, "snapname! description" + more, call -> make(call, kind));
      routes.get(one + "/config", "", call -> config(call, kind));
      routes.put(one + "/config", "description", call -> describe(call, kind));
      routes.post(one + "/rollback", "start:b", call -> rollBack(call, kind));
      routes.delete(one, "force:b", call -> remove(call, kind));
      cluster.tasks.on(kind.task + "snapshot", new Locked(this::made));
      cluster.tasks.on(kind.task + "rollback", new Locked(this::rolledBack));
      cluster.tasks.on(kind.task + "delsnapshot", new Locked(this::removed));
    }
  }

  private JsonNode list(Call call, Kind kind) {
    Guest guest = cluster.guest(call, kind, "VM.Audit");
    ArrayNode list = Json.array();
    guest.snapshots.forEach((name, snapshot) -> {
      ObjectNode one =
          list.addObject()
              .put("name", name)
              .put("description", snapshot.config().getOrDefault("snapdescription", ""))
              .put("snaptime", snapshot.time());
      if (kind == Kind.QEMU) {
        one.put("vmstate", 0);
      }
      if (!snapshot.parent().isEmpty()) {
        one.put("parent", snapshot.parent());
      }
    });
    ObjectNode current =
        list.addObject()
            .put("name", "current")
            .put("description", "You are here!")
            .put("running", guest.runs() ? 1 : 0)
            .put("digest", ConfigFile.digest(guest));
    String parent = guest.config.get("parent");
    if (parent != null) {
      current.put("parent", parent);
    }
    return list;
  }

  private JsonNode make(Call call, Kind kind) {
    Guest guest = cluster.guest(call, kind, "VM.Snapshot");
    String name = call.values().text("snapname");
    if (!name.matches("[A-Za-z][-\\w]{1,39}")) {
      throw Refusal.parameter(
          "snapname", "invalid format - invalid configuration ID '" + name + "'\n");
    }
    if (name.equals("current") || name.equals("pending")) {
      throw Refusal.of("unable to use snapshot name '" + name + "' (reserved name)");
    }
    guest.unlocked();
    if (guest.snapshots.containsKey(name)) {
      throw Refusal.of("snapshot name '" + name + "' already used");
    }
    possible(guest);
    return begin(call, guest, "snapshot", name, "snapshot");
  }

  private void possible(Guest guest) {
    guest.config.forEach((key, value) -> {
      boolean disk = Keys.of(guest.kind).isDisk(key) && !value.contains("media=cdrom");
      boolean bind = guest.kind == Kind.LXC && LxcKeys.isBind(value);
      boolean flat =
          disk
              && Disks.volumeOf(guest.kind, value)
                  .map(volume -> cluster.volumes.store(volume.substring(0, volume.indexOf(':'))))
                  .filter(
                      store -> !store.canClone() || (store.hasFiles() && guest.kind == Kind.LXC))
                  .isPresent();
      if (disk && (bind || flat)) {
        throw Refusal.of("snapshot feature is not available");
      }
    });
  }

  private JsonNode begin(Call call, Guest guest, String type, String name, String lock) {
    cluster.mishaps.lock(guest);
    guest.config.put("lock", lock);
    cluster.guests.save(guest);
    Tasks.Order order = cluster.order(call, guest, guest.kind.task + type);
    order
        .work()
        .put("snapname", name)
        .put("description", call.values().text("description"))
        .put("start", call.values().flag("start"));
    return cluster.tasks.begin(order);
  }

  private static Guest.Snapshot get(Guest guest, String name) {
    Guest.Snapshot found = guest.snapshots.get(name);
    if (found == null) {
      throw Refusal.of("snapshot '" + name + "' does not exist");
    }
    return found;
  }

  private JsonNode config(Call call, Kind kind) {
    Guest guest = cluster.guest(call, kind, "VM.Audit");
    ObjectNode json = Json.object();
    get(guest, call.path("snapname")).config().forEach((key, value) -> Json.put(json, key, value));
    return json;
  }

  private JsonNode describe(Call call, Kind kind) {
    Guest guest = cluster.guest(call, kind, "VM.Snapshot");
    get(guest, call.path("snapname"))
        .config()
        .put("snapdescription", call.values().text("description"));
    cluster.guests.save(guest);
    return NullNode.getInstance();
  }

  private JsonNode rollBack(Call call, Kind kind) {
    Guest guest = cluster.guest(call, kind, "VM.Snapshot", "VM.Snapshot.Rollback");
    guest.unlocked();
    get(guest, call.path("snapname"));
    return begin(call, guest, "rollback", call.path("snapname"), "rollback");
  }

  private JsonNode remove(Call call, Kind kind) {
    Guest guest = cluster.guest(call, kind, "VM.Snapshot");
    guest.unlocked();
    get(guest, call.path("snapname"));
    return begin(call, guest, "delsnapshot", call.path("snapname"), "snapshot-delete");
  }

  private void made(Guest guest, Task task) {
    String name = task.work.path("snapname").asString("");
    TreeMap<String, String> config = new TreeMap<>(guest.config);
    String description = task.work.path("description").asString("");
    if (!description.isEmpty()) {
      config.put("snapdescription", description);
    }
    String parent = config.getOrDefault("parent", "");
    guest.snapshots.put(
        name, new Guest.Snapshot(config, List.copyOf(guest.raw), parent, cluster.now()));
    guest.config.put("parent", name);
    cluster.machines.copy(guest.machine(), guest.machine() + "@" + name);
  }

  private void rolledBack(Guest guest, Task task) {
    String name = task.work.path("snapname").asString("");
    Guest.Snapshot earlier = get(guest, name);
    if (guest.runs()) {
      power.stopped(guest);
    }
    guest.config.clear();
    guest.config.putAll(earlier.config());
    guest.config.remove("snapdescription");
    guest.config.put("parent", name);
    guest.raw.clear();
    guest.raw.addAll(earlier.raw());
    guest.pending.clear();
    guest.leaving.clear();
    cluster.machines.copy(guest.machine() + "@" + name, guest.machine());
    if (task.work.path("start").asBoolean()) {
      power.started(guest);
    }
  }

  private void removed(Guest guest, Task task) {
    String name = task.work.path("snapname").asString("");
    String parent = get(guest, name).parent();
    guest.snapshots.remove(name);
    for (Map.Entry<String, Guest.Snapshot> entry : guest.snapshots.entrySet()) {
      Guest.Snapshot later = entry.getValue();
      if (later.parent().equals(name)) {
        entry.setValue(new Guest.Snapshot(later.config(), later.raw(), parent, later.time()));
      }
    }
    if (name.equals(guest.config.get("parent"))) {
      guest.config.remove("parent");
      if (!parent.isEmpty()) {
        guest.config.put("parent", parent);
      }
    }
    cluster.machines.destroy(guest.machine() + "@" + name);
  }

  /** Work on a guest that is locked until it ends, well or not. */
  private final class Locked implements Tasks.Work {
    private final Step step;

    Locked(Step step) {
      this.step = step;
    }

    @Override
    public void finish(Task task) {
      Guest guest = cluster.of(task);
      guest.config.remove("lock");
      step.take(guest, task);
      cluster.guests.save(guest);
    }

    @Override
    public void abandon(Task task) {
      cluster
          .guests
          .find(Integer.parseInt(task.id()))
          .ifPresent(guest -> {
            guest.config.remove("lock");
            cluster.guests.save(guest);
          });
    }
  }

  /** What is done with a guest. */
  private interface Step {
    void take(Guest guest, Task task);
  }
}
