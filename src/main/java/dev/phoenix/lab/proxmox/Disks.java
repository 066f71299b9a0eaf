package dev.phoenix.lab.proxmox;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The disks and mount points of guests: what is asked for becomes volumes. */
final class Disks {
  private final Cluster cluster;

  Disks(Cluster cluster) {
    this.cluster = cluster;
  }

  private static String first(Guest guest) {
    return guest.kind == Kind.QEMU ? "file" : "volume";
  }

  /** The volume that a disk is on; none for host folders and empty drives. */
  static Optional<String> volumeOf(Kind kind, String value) {
    String volume =
        PropertyText.of(kind == Kind.QEMU ? "file" : "volume", value)
            .get(kind == Kind.QEMU ? "file" : "volume");
    boolean none = volume.isEmpty() || volume.startsWith("/") || !volume.contains(":");
    return none ? Optional.empty() : Optional.of(volume);
  }

  /** Refuses what can be seen to be wrong before anything is made. */
  void check(Call call, Guest guest, String value) {
    PropertyText disk = PropertyText.of(first(guest), value);
    String volume = disk.get(first(guest));
    String source = disk.find("import-from");
    if (source != null) {
      importable(call, guest.node, source);
    }
    if (isNew(volume)) {
      String content = guest.kind == Kind.LXC ? "rootdir" : "images";
      cluster.storeFor(call, volume.substring(0, volume.indexOf(':')), content);
    } else if (volume.contains(":")) {
      cluster.volumes.store(volume.substring(0, volume.indexOf(':')));
      cluster.volumes.get(guest.node, volume);
    }
  }

  private static boolean isNew(String volume) {
    return volume.matches("[^:/]+:([0-9]+(\\.[0-9]+)?|cloudinit)");
  }

  private void importable(Call call, String node, String source) {
    if (source.startsWith("/")) {
      if (!call.caller().isRoot()) {
        throw Refusal.of("Only root can pass arbitrary filesystem paths.");
      }
      return;
    }
    Volume found = cluster.volumes.get(node, source);
    boolean right =
        found.content().equals("images")
            || (found.content().equals("import") && cluster.release.since(8, 3));
    if (!right) {
      throw Refusal.of(
          "cannot import from '" + source + "' - wrong content type '" + found.content() + "'");
    }
  }

  /** Makes the volume that a value asks for; gives the value as it will stand in the file. */
  String make(Guest guest, String value) {
    PropertyText disk = PropertyText.of(first(guest), value);
    String volume = disk.get(first(guest));
    if (!isNew(volume)) {
      return there(guest, disk, volume);
    }
    Datacenter.Store store = cluster.volumes.store(volume.substring(0, volume.indexOf(':')));
    String wanted = volume.substring(volume.indexOf(':') + 1);
    if (wanted.equals("cloudinit")) {
      Volume made = cluster.volumes.makeCloudInit(store, guest.node, guest.vmid);
      return PropertyText.of("file", made.id() + ",media=cdrom,size=4M").toString();
    }
    String source = disk.find("import-from");
    long bytes =
        source == null ? (long) (Double.parseDouble(wanted) * Sizes.GIB) : sizeOf(guest, source);
    Volume made = cluster.volumes.make(store, guest.node, guest, bytes);
    return disk.without("import-from")
        .with(first(guest), made.id())
        .with("size", Sizes.text(bytes))
        .toString();
  }

  /** A host's file is taken for a cloud image of two gigabytes, as is a file that is smaller. */
  private long sizeOf(Guest guest, String source) {
    long bytes = cluster.volumes.find(guest.node, source).map(Volume::bytes).orElse(0L);
    long least = 2 * Sizes.GIB;
    return bytes <= least ? least : (bytes + Sizes.GIB - 1) / Sizes.GIB * Sizes.GIB;
  }

  private String there(Guest guest, PropertyText disk, String volume) {
    if (!volume.contains(":")) {
      return disk.toString();
    }
    Volume found = cluster.volumes.get(guest.node, volume);
    boolean cdrom = disk.get("media").equals("cdrom");
    return disk.with("size", Sizes.text(cdrom ? kib(found.bytes()) : found.bytes())).toString();
  }

  private static long kib(long bytes) {
    return bytes / 1024 * 1024;
  }

  /** Takes a disk off its key: what was on it stays as an unused one. */
  void detach(Guest guest, String key, @Nullable String value, boolean destroy) {
    guest.config.remove(key);
    Optional<String> id = value == null ? Optional.empty() : volumeOf(guest.kind, value);
    Optional<Volume> volume = id.flatMap(it -> cluster.volumes.find(guest.node, it));
    if (volume.isEmpty() || volume.get().owner() != guest.vmid) {
      return;
    }
    boolean cloudInit = volume.get().name().contains("-cloudinit");
    if (destroy || cloudInit) {
      cluster.volumes.free(volume.get());
    } else if (!guest.config.containsValue(volume.get().id())) {
      keepUnused(guest, volume.get().id());
    }
  }

  void keepUnused(Guest guest, String volume) {
    int number = 0;
    while (guest.config.containsKey("unused" + number)) {
      number++;
    }
    guest.config.put("unused" + number, volume);
  }

  /** Destroys everything that hangs on a guest. */
  void destroyAll(Guest guest) {
    for (Volume volume : cluster.volumes.owned(guest.vmid)) {
      cluster.volumes.free(volume);
    }
  }
}
