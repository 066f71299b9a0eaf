package dev.phoenix.lab.proxmox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Making guests out of others. */
final class Cloning implements Tasks.Work {
  private final Cluster cluster;
  private final Disks disks;

  Cloning(Cluster cluster) {
    this.cluster = cluster;
    this.disks = new Disks(cluster);
  }

  void routes(Routes routes) {
    routes.post(
        "/nodes/{node}/qemu/{vmid}/clone",
        "newid!:i(100,999999999) name description full:b storage format=raw|qcow2|vmdk pool target"
            + " snapname bwlimit:i(0,)",
        call -> clone(call, Kind.QEMU));
    routes.post(
        "/nodes/{node}/lxc/{vmid}/clone",
        "newid!:i(100,999999999) hostname description full:b storage pool target snapname"
            + " bwlimit:n(0,)",
        call -> clone(call, Kind.LXC));
    cluster.tasks.on("qmclone", this);
    cluster.tasks.on("vzclone", this);
  }

  private JsonNode clone(Call call, Kind kind) {
    Guest source = cluster.guest(call, kind, "VM.Clone");
    int vmid = (int) call.values().number("newid", 0);
    String pool = call.values().text("pool");
    call.require(pool.isEmpty() ? "/vms/" + vmid : "/pool/" + pool, "VM.Allocate");
    boolean full = call.values().has("full") ? call.values().flag("full") : !source.isTemplate();
    String storage = call.values().text("storage");
    if (!full && !storage.isEmpty()) {
      throw Refusal.parameter("storage", "parameter 'storage' not allowed for linked clones");
    }
    source.unlocked("backup");
    String slot = check(call, source, full, storage);
    cluster.mishaps.lock(source);
    String target = target(call, source);
    cluster.guests.free(
        vmid,
        kind == Kind.QEMU ? "unable to create VM " + vmid + ": config file already exists - " : "");
    Guest made = new Guest(vmid, kind, target);
    made.made = cluster.options.clock().millis();
    made.pool = pool;
    begin(call, source, made);
    cluster.guests.save(made);
    Tasks.Order order =
        cluster.order(
            call,
            source.node,
            kind.task + "clone",
            "" + source.vmid,
            full ? cluster.options.copying() : cluster.options.acting());
    order.work().put("newid", vmid).put("full", full).put("storage", storage);
    for (String key : new String[] {"snapname", "description", kind.nameKey()}) {
      order.work().put(key, call.values().text(key));
    }
    return cluster.tasks.begin(order.copyingOn(slot));
  }

  /** What the file of a half-made clone holds: API2::Qemu and API2::LXC differ in it. */
  private static void begin(Call call, Guest source, Guest made) {
    if (made.kind == Kind.QEMU) {
      made.config.put("lock", "clone");
      made.config.put("description", "qmclone temporary file\n");
      return;
    }
    made.config.putAll(source.config);
    made.config.keySet().removeIf(key -> new LxcKeys().isDisk(key) || key.equals("template"));
    made.config.put("lock", "create");
    made.config.put("hostname", call.values().text("hostname", "CopyOf-" + source.name()));
    String description = call.values().find("description");
    if (description != null) {
      made.config.put("description", description);
    }
  }

  private String target(Call call, Guest source) {
    String target = call.values().text("target", source.node);
    cluster.node(target);
    if (!target.equals(source.node)) {
      for (String volume : volumes(source.config, source.kind).values()) {
        String store = volume.substring(0, volume.indexOf(':'));
        if (!cluster.volumes.store(store).shared()) {
          throw Refusal.of(
              "can't clone to non-shared storage '" + store + "' on node '" + target + "'");
        }
      }
    }
    return target;
  }

  /** The volumes of a guest that are neither host folders nor a cloud-init drive, by key. */
  static Map<String, String> volumes(SortedMap<String, String> config, Kind kind) {
    Map<String, String> volumes = new LinkedHashMap<>();
    config.forEach((key, value) -> {
      boolean plain = !value.contains("media=cdrom");
      if (Keys.of(kind).isDisk(key) && plain) {
        Disks.volumeOf(kind, value).ifPresent(volume -> volumes.put(key, volume));
      }
    });
    return volumes;
  }

  /** Gives the storage on which the clone will be busy. */
  private String check(Call call, Guest source, boolean full, String storage) {
    if (source.kind == Kind.LXC) {
      container(call, source, full);
    }
    String slot = storage;
    for (Map.Entry<String, String> disk : volumes(source.config, source.kind).entrySet()) {
      Volume volume = cluster.volumes.get(source.node, disk.getValue());
      Datacenter.Store store = cluster.volumes.store(storage.isEmpty() ? volume.store() : storage);
      boolean base = volume.name().contains("base");
      if (!full && !(base && store.canClone())) {
        throw Refusal.of("Linked clone feature is not supported for drive '" + disk.getKey() + "'");
      }
      cluster.storeFor(call, store.name(), source.kind == Kind.QEMU ? "images" : "rootdir");
      slot = slot.isEmpty() ? store.name() : slot;
    }
    return slot;
  }

  private static void container(Call call, Guest source, boolean full) {
    source.config.forEach((key, value) -> {
      if (new LxcKeys().isDisk(key) && LxcKeys.isBind(value)) {
        throw Refusal.of("unable to clone mountpoint '" + key + "' (type bind)");
      }
    });
    if (source.runs() && full && !call.values().has("snapname")) {
      throw Refusal.of("Cannot do full clones on a running container without snapshots");
    }
  }

  @Override
  public void finish(Task task) {
    Guest source = cluster.of(task);
    Guest made = cluster.guests.find(task.work.path("newid").asInt(0)).orElseThrow();
    String snapshot = task.work.path("snapname").asString("");
    Guest.Snapshot from = source.snapshots.get(snapshot);
    SortedMap<String, String> config = new TreeMap<>(from == null ? source.config : from.config());
    volumes(config, source.kind)
        .forEach((key, volume) -> config.put(key, copied(task, source, made, key, volume)));
    renew(made, config);
    for (String key : new String[] {"description", made.kind.nameKey()}) {
      String value = task.work.path(key).asString("");
      if (!value.isEmpty()) {
        config.put(key, key.equals("description") && !value.endsWith("\n") ? value + "\n" : value);
      }
    }
    made.config.clear();
    made.config.putAll(config);
    made.raw.addAll(source.raw);
    cluster.guests.save(made);
    String suffix = from == null ? "" : "@" + snapshot;
    cluster.machines.copy(source.machine() + suffix, made.machine());
  }

  private String copied(Task task, Guest source, Guest made, String key, String id) {
    Volume volume = cluster.volumes.get(source.node, id);
    String storage = task.work.path("storage").asString("");
    String first = source.kind == Kind.QEMU ? "file" : "volume";
    PropertyText value = PropertyText.of(first, source.config.getOrDefault(key, id));
    Volume copy =
        task.work.path("full").asBoolean()
            ? cluster.volumes.make(
                cluster.volumes.store(storage.isEmpty() ? volume.store() : storage),
                made.node,
                made,
                volume.bytes())
            : cluster.volumes.link(volume, made);
    return value.with(first, copy.id()).with("size", Sizes.text(copy.bytes())).toString();
  }

  /** What must not be the same in two guests. */
  private void renew(Guest made, SortedMap<String, String> config) {
    config
        .keySet()
        .removeIf(key ->
            key.startsWith("unused")
                || key.equals("template")
                || key.equals("lock")
                || key.equals("parent"));
    config.replaceAll((key, value) -> {
      if (key.matches("net[0-9]+")) {
        return cluster.nets.renewed(made.kind, key, value);
      }
      if (Keys.of(made.kind).isDisk(key) && value.contains("-cloudinit")) {
        String store = value.substring(0, value.indexOf(':'));
        return disks.make(made, store + ":cloudinit");
      }
      return switch (key) {
        case "vmgenid" -> UUID.randomUUID().toString();
        case "smbios1" ->
            PropertyText.of("", value).with("uuid", UUID.randomUUID().toString()).toString();
        case String _ -> value;
      };
    });
    if (made.kind == Kind.QEMU && !config.containsKey("smbios1")) {
      config.put("smbios1", "uuid=" + UUID.randomUUID());
    }
  }

  @Override
  public void abandon(Task task) {
    cluster
        .guests
        .find(task.work.path("newid").asInt(0))
        .ifPresent(made -> {
          disks.destroyAll(made);
          cluster.guests.remove(made);
        });
  }
}
