package dev.phoenix.provider.proxmox;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Mount points of a container by slot: volumes of the storages and folders of the node. */
final class MountsField implements Field {
  private static final String VOLUME = "volume";

  @Override
  public String attribute() {
    return "mounts";
  }

  /** A new one is mounted at once; one that is there stays as it is until the next start. */
  @Override
  public Set<String> live(JsonNode wanted, Map<String, String> config) {
    return wanted.propertyNames().stream()
        .filter(slot -> !config.containsKey(slot))
        .map(slot -> attribute() + "." + slot)
        .collect(Collectors.toSet());
  }

  @Override
  public JsonNode read(Map<String, String> config, JsonNode shape) {
    return Slots.read(
        config, shape, value -> PropertyString.parse(value, VOLUME), MountsField::mount);
  }

  private static JsonNode mount(PropertyString mount, JsonNode shape) {
    Members members =
        new Members(shape).text("path", mount.get("mp")).flag("read_only", mount.flag("ro"), false);
    String volume = mount.get(VOLUME, "");
    return volume.startsWith("/")
        ? members.text("host_path", volume).build()
        : volume(members, mount).build();
  }

  private static Members volume(Members members, PropertyString volume) {
    return members
        .named("storage", StringNode.valueOf(Volumes.storageOf(volume.get(VOLUME, ""))))
        .named("size", DiskSize.parse(volume.get("size", "0")).inGibibytes());
  }

  @Override
  public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
    JsonNode there = read(config, wanted);
    Map<String, String> left = new TreeMap<>(config);
    for (String slot : wanted.propertyNames()) {
      JsonNode mount = wanted.path(slot);
      if (!mount.equals(there.path(slot))) {
        write(slot, mount, left, change);
      }
    }
  }

  private static void write(
      String slot, JsonNode wanted, Map<String, String> config, ConfigChange change) {
    String folder = DisksField.text(wanted, "host_path");
    PropertyString there = PropertyString.parse(config.getOrDefault(slot, ""), VOLUME);
    String volume = there.get(VOLUME, "");
    // A folder never becomes a volume of the guest, nor a volume a folder: that is another mount.
    boolean stays = !volume.isEmpty() && volume.startsWith("/") == (folder != null);
    PropertyString before = stays ? there : PropertyString.empty(VOLUME);
    PropertyString after =
        before
            .with(VOLUME, folder != null ? folder : stays ? volume : volume(wanted, config))
            .with("mp", DisksField.text(wanted, "path"))
            .with("ro", DisksField.flag(wanted, "read_only", false));
    if (!after.equals(before)) {
      change.set(slot, after.print());
    }
    if (stays && folder == null) {
      grow(slot, wanted, config, change);
    }
  }

  private static String volume(JsonNode wanted, Map<String, String> left) {
    String storage = wanted.path("storage").asString("");
    return Volumes.takeDetached(left, storage)
        .orElseGet(() -> storage + ":" + wanted.path("size").asInt(1));
  }

  private static void grow(
      String slot, JsonNode wanted, Map<String, String> config, ConfigChange change) {
    PropertyString volume = PropertyString.parse(config.getOrDefault(slot, ""), VOLUME);
    change.grow(
        slot,
        DiskSize.parse(volume.get("size", "0")),
        DiskSize.gibibytes(wanted.path("size").asInt(0)));
  }

  /** The disk that the container itself is on. */
  static final class Root implements Field {
    private static final String SLOT = "rootfs";

    @Override
    public String attribute() {
      return SLOT;
    }

    @Override
    public JsonNode read(Map<String, String> config, JsonNode shape) {
      return volume(new Members(shape), PropertyString.parse(config.getOrDefault(SLOT, ""), VOLUME))
          .build();
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
      grow(SLOT, wanted, config, change);
    }
  }
}
