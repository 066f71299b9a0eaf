package dev.phoenix.lab.proxmox;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Growing disks and moving them to other storages. */
final class DiskCalls {
  private static final String SIZE = "\\+?[0-9]+(\\.[0-9]+)?[KMGT]?";

  private final Cluster cluster;
  private final Disks disks;
  private final Changing changing;

  DiskCalls(Cluster cluster) {
    this.cluster = cluster;
    this.disks = new Disks(cluster);
    this.changing = new Changing(cluster);
  }

  void routes(Routes routes) {
    routes.put(
        "/nodes/{node}/qemu/{vmid}/resize",
        "disk! size! digest skiplock:b",
        call -> resize(call, Kind.QEMU));
    routes.put(
        "/nodes/{node}/lxc/{vmid}/resize", "disk! size! digest", call -> resize(call, Kind.LXC));
    routes.post(
        "/nodes/{node}/qemu/{vmid}/move_disk",
        "disk! storage format=raw|qcow2|vmdk delete:b digest bwlimit:i(0,) target-vmid:i(100,999999999)"
            + " target-disk target-digest",
        call -> move(call, Kind.QEMU, "disk", "qmmove"));
    routes.post(
        "/nodes/{node}/lxc/{vmid}/move_volume",
        "volume! storage delete:b digest bwlimit:n(0,) target-vmid:i(100,999999999) target-volume"
            + " target-digest",
        call -> move(call, Kind.LXC, "volume", "move_volume"));
    cluster.tasks.on("resize", this::resized);
    cluster.tasks.on("qmmove", this::moved);
    cluster.tasks.on(
        "move_volume",
        new Tasks.Work() {
          @Override
          public void finish(Task task) {
            moved(task);
          }

          @Override
          public void abandon(Task task) {
            Guest guest = cluster.of(task);
            guest.config.remove("lock");
            cluster.guests.save(guest);
          }
        });
  }

  private Volume volume(Guest guest, String key) {
    Optional<String> id =
        Keys.of(guest.kind).isDisk(key)
            ? Disks.volumeOf(guest.kind, guest.config.getOrDefault(key, ""))
            : Optional.empty();
    return cluster.volumes.get(
        guest.node, id.orElseThrow(() -> Refusal.of("disk '" + key + "' does not exist")));
  }

  private JsonNode resize(Call call, Kind kind) {
    Guest guest = cluster.guest(call, kind, "VM.Config.Disk");
    String size = call.values().text("size");
    if (!size.matches(SIZE)) {
      throw Refusal.parameter("size", "value does not match the regex pattern");
    }
    String key = call.values().text("disk");
    changing.sameDigest(guest, call.values());
    guest.unlocked();
    Volume volume = volume(guest, key);
    call.require("/storage/" + volume.store(), "Datastore.AllocateSpace");
    wanted(volume, size, kind);
    cluster.mishaps.lock(guest);
    Tasks.Order order = cluster.order(call, guest, "resize");
    order.work().put("disk", key).put("size", size);
    if (kind == Kind.QEMU && !cluster.release.since(8, 1)) {
      grow(guest, key, size);
      return NullNode.getInstance();
    }
    return cluster.tasks.begin(order);
  }

  private static long wanted(Volume volume, String size, Kind kind) {
    long bytes =
        size.startsWith("+") ? volume.bytes() + Sizes.bytes(size.substring(1)) : Sizes.bytes(size);
    if (bytes < volume.bytes()) {
      throw Refusal.of(
          kind == Kind.QEMU ? "shrinking disks is not supported" : "unable to shrink disk size");
    }
    if (bytes == volume.bytes() && kind == Kind.LXC) {
      throw Refusal.of("disk is already at specified size");
    }
    return bytes;
  }

  private void resized(Task task) {
    grow(
        cluster.of(task), task.work.path("disk").asString(""), task.work.path("size").asString(""));
  }

  private void grow(Guest guest, String key, String size) {
    Volume volume = volume(guest, key);
    Volume grown = cluster.volumes.grow(volume, wanted(volume, size, guest.kind));
    String first = guest.kind == Kind.QEMU ? "file" : "volume";
    PropertyText value = PropertyText.of(first, guest.config.getOrDefault(key, ""));
    guest.config.put(key, value.with("size", Sizes.text(grown.bytes())).toString());
    cluster.guests.save(guest);
  }

  private JsonNode move(Call call, Kind kind, String parameter, String type) {
    Guest guest = cluster.guest(call, kind, "VM.Config.Disk");
    changing.sameDigest(guest, call.values());
    guest.unlocked();
    String key = call.values().text(parameter);
    Volume volume = volume(guest, key);
    String storage = call.values().text("storage");
    cluster.storeFor(call, storage, kind == Kind.QEMU ? "images" : "rootdir");
    if (volume.store().equals(storage)) {
      throw Refusal.of("you can't move to the same storage with same format");
    }
    movable(guest, key, volume, call.values().flag("delete"));
    Tasks.Order order =
        cluster.order(call, guest.node, type, "" + guest.vmid, cluster.options.copying());
    order
        .work()
        .put("disk", key)
        .put("storage", storage)
        .put("delete", call.values().flag("delete"));
    if (kind == Kind.LXC) {
      guest.config.put("lock", "disk");
      cluster.guests.save(guest);
    }
    return cluster.tasks.begin(order.copyingOn(storage));
  }

  private static void movable(Guest guest, String key, Volume volume, boolean delete) {
    boolean machine = guest.kind == Kind.QEMU;
    if (guest.runs() && !machine) {
      throw Refusal.of("cannot move volumes of a running container");
    }
    boolean cloudInit = volume.name().contains("-cloudinit");
    if (machine && !cloudInit && guest.config.getOrDefault(key, "").contains("media=cdrom")) {
      throw Refusal.of("you can't move a cdrom");
    }
    if (key.startsWith("tpmstate") && guest.runs()) {
      throw Refusal.of("cannot move TPM state while VM is running");
    }
    boolean held =
        guest.snapshots.values().stream()
            .flatMap(snapshot -> snapshot.config().values().stream())
            .flatMap(value -> Disks.volumeOf(guest.kind, value).stream())
            .anyMatch(volume.id()::equals);
    if (held && delete) {
      throw Refusal.of(
          "you can't move a %s with snapshots and delete the source"
              .formatted(machine ? "disk" : "volume"));
    }
  }

  private void moved(Task task) {
    Guest guest = cluster.of(task);
    guest.config.remove("lock");
    String key = task.work.path("disk").asString("");
    Volume old = volume(guest, key);
    Datacenter.Store store = cluster.volumes.store(task.work.path("storage").asString(""));
    boolean cloudInit = old.name().contains("-cloudinit");
    Volume made =
        cloudInit
            ? cluster.volumes.makeCloudInit(store, guest.node, guest.vmid)
            : cluster.volumes.make(store, guest.node, guest, old.bytes());
    String value = guest.config.getOrDefault(key, "");
    guest.config.put(key, value.replace(old.id(), made.id()));
    // A machine that runs has the old cloud-init drive open, which then is not given back.
    boolean held = cloudInit && guest.runs();
    if (held) {
      task.warn("could not free the old volume: it is in use");
    }
    if (task.work.path("delete").asBoolean() && !held) {
      cluster.volumes.free(old);
    } else {
      disks.keepUnused(guest, old.id());
    }
    cluster.guests.save(guest);
  }
}
