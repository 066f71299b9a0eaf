package dev.phoenix.lab.proxmox;

import dev.phoenix.lab.engine.Storage;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What lies on the storages. Guarded by the server's lock. */
final class Volumes {
  private static final long FOR_CLOUD_INIT = 4 * Sizes.MIB;

  /** The number at the end of a disk's name. */
  private static final Pattern DISK = Pattern.compile("-disk-([0-9]+)(?:\\.[a-z0-9]+)?$");

  private final Datacenter datacenter;
  private final Storage storage;
  private final InstantSource clock;
  private final SortedMap<String, Volume> byKey = new TreeMap<>();

  Volumes(Datacenter datacenter, Storage storage, InstantSource clock) {
    this.datacenter = datacenter;
    this.storage = storage;
    this.clock = clock;
    for (JsonNode json : storage.all().values()) {
      Volume volume = Volume.from(json);
      byKey.put(volume.key(), volume);
    }
    datacenter.files().forEach(this::there);
  }

  /** A file that was there before anybody came, on every node that has the storage. */
  private void there(String id, long bytes) {
    Datacenter.Store store = store(id.substring(0, id.indexOf(':')));
    String name = id.substring(id.indexOf(':') + 1);
    String content = name.substring(0, Math.max(0, name.indexOf('/')));
    for (Datacenter.Node node : datacenter.nodes()) {
      Volume volume =
          new Volume(
              id,
              store.shared() ? "" : node.name(),
              bytes,
              formatOf(name),
              content,
              0,
              "",
              clock.millis() / 1000);
      byKey.putIfAbsent(volume.key(), volume);
    }
  }

  static String formatOf(String name) {
    int dot =
        name.endsWith(".tar.zst") || name.endsWith(".tar.xz") || name.endsWith(".tar.gz")
            ? name.lastIndexOf(".tar")
            : name.lastIndexOf('.');
    String ending = dot < 0 ? "raw" : name.substring(dot + 1);
    return switch (ending) {
      case "tar.zst" -> "tzst";
      case "tar.gz" -> "tgz";
      case "tar.xz" -> "txz";
      case "img" -> "iso";
      case "yaml", "yml" -> "snippet";
      case String other -> other;
    };
  }

  Datacenter.Store store(String name) {
    return datacenter
        .store(name)
        .orElseThrow(() -> Refusal.of("storage '" + name + "' does not exist"));
  }

  List<Volume> on(String store, String node) {
    return byKey.values().stream()
        .filter(it -> it.store().equals(store))
        .filter(it -> it.node().isEmpty() || it.node().equals(node))
        .toList();
  }

  Optional<Volume> find(String node, String id) {
    Volume own = byKey.get(node + " " + id);
    return Optional.ofNullable(own != null ? own : byKey.get(" " + id));
  }

  Volume get(String node, String id) {
    return find(node, id).orElseThrow(() -> Refusal.of("volume '" + id + "' does not exist"));
  }

  /** What belongs to a guest, wherever it is. */
  List<Volume> owned(int vmid) {
    return byKey.values().stream().filter(it -> it.owner() == vmid).toList();
  }

  long used(Datacenter.Store store, String node) {
    return on(store.name(), node).stream().mapToLong(Volume::bytes).sum();
  }

  Volume put(Volume volume) {
    byKey.put(volume.key(), volume);
    storage.put(volume.key(), volume.toJson());
    return volume;
  }

  /** Makes a disk for a guest. */
  Volume make(Datacenter.Store store, String node, Guest guest, long bytes) {
    fits(store, node, bytes, guest.vmid);
    boolean folder = guest.kind == Kind.LXC && store.type().equals("zfspool");
    String name =
        free(store, node, guest.vmid, (folder ? "subvol-" : "vm-") + guest.vmid + "-disk-");
    String ending = guest.kind == Kind.LXC ? "raw" : "qcow2";
    return put(
        new Volume(
            id(store, guest.vmid, name, ending),
            store.shared() ? "" : node,
            bytes,
            folder ? "subvol" : store.hasFiles() ? ending : "raw",
            guest.kind == Kind.LXC ? "rootdir" : "images",
            guest.vmid,
            "",
            clock.millis() / 1000));
  }

  Volume makeCloudInit(Datacenter.Store store, String node, int vmid) {
    return put(
        new Volume(
            id(store, vmid, "vm-" + vmid + "-cloudinit", "qcow2"),
            store.shared() ? "" : node,
            FOR_CLOUD_INIT,
            store.hasFiles() ? "qcow2" : "raw",
            "images",
            vmid,
            "",
            clock.millis() / 1000));
  }

  /** Makes a linked clone, which takes no room of its own. */
  Volume link(Volume base, Guest guest) {
    Datacenter.Store store = store(base.store());
    String prefix = base.format().equals("subvol") ? "subvol-" : "vm-";
    String name = free(store, base.node(), guest.vmid, prefix + guest.vmid + "-disk-");
    String id =
        switch (store.type()) {
          case "zfspool" -> base.id() + "/" + name;
          case "dir", "nfs" -> base.id() + "/" + guest.vmid + "/" + name + ".qcow2";
          case String _ -> store.name() + ":" + name;
        };
    return put(
        new Volume(
            id,
            base.node(),
            base.bytes(),
            base.format(),
            base.content(),
            guest.vmid,
            base.id(),
            clock.millis() / 1000));
  }

  /** Turns a disk into a base of linked clones. */
  Volume toBase(Volume volume) {
    String id = volume.id();
    int at = id.lastIndexOf("vm-") > id.lastIndexOf('/') ? id.lastIndexOf("vm-") : -1;
    String base =
        at >= 0
            ? id.substring(0, at) + "base-" + id.substring(at + 3)
            : id.replaceFirst("subvol-(?!.*subvol-)", "basevol-");
    remove(volume);
    return put(volume.withId(base));
  }

  Volume grow(Volume volume, long bytes) {
    fits(store(volume.store()), volume.node(), bytes - volume.bytes(), volume.owner());
    return put(volume.withBytes(bytes));
  }

  /** Copies a volume to another node that does not see it, and removes it where it was. */
  void take(Volume volume, String node) {
    if (!volume.node().isEmpty()) {
      remove(volume);
      Volume _ = put(volume.on(node));
    }
  }

  /** Destroys a volume; one that clones hang on stays. */
  void free(Volume volume) {
    for (Volume other : byKey.values()) {
      if (other.parent().equals(volume.id()) && other.node().equals(volume.node())) {
        throw Refusal.of("base volume '" + volume.name() + "' is still in use by linked clones");
      }
    }
    remove(volume);
  }

  private void remove(Volume volume) {
    byKey.remove(volume.key());
    storage.remove(volume.key());
  }

  private static String id(Datacenter.Store store, int vmid, String name, String ending) {
    return store.name() + ":" + (store.hasFiles() ? vmid + "/" + name + "." + ending : name);
  }

  /** The first name that no volume of the guest has on this storage. */
  private String free(Datacenter.Store store, String node, int vmid, String prefix) {
    Set<Integer> taken = new HashSet<>();
    for (Volume volume : byKey.values()) {
      boolean beside =
          volume.owner() == vmid
              && volume.store().equals(store.name())
              && (volume.node().isEmpty() || volume.node().equals(node));
      Matcher disk = DISK.matcher(volume.id());
      if (beside && disk.find()) {
        taken.add(Integer.parseInt(disk.group(1)));
      }
    }
    int number = 0;
    while (taken.contains(number)) {
      number++;
    }
    return prefix + number;
  }

  private void fits(Datacenter.Store store, String node, long bytes, int vmid) {
    boolean thin = store.type().equals("lvmthin");
    if (!thin && used(store, node) + bytes > store.sizeGib() * Sizes.GIB) {
      throw Refusal.of(
          store.type().equals("zfspool")
              ? "zfs error: cannot create '%s/vm-%d-disk-0': out of space"
                  .formatted(store.name(), vmid)
              : "unable to create image: no space left on storage '" + store.name() + "'");
    }
  }
}
