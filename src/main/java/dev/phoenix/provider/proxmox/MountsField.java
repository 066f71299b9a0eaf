package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Mount points of a container by their paths, in whatever slots they are: volumes of the storages
 * and folders of the node.
 */
final class MountsField implements Field {
  private static final String VOLUME = "volume";
  private static final String SLOT = "mp";
  private static final String MOUNTS = "mounts";

  @Override
  public String attribute() {
    return MOUNTS;
  }

  /**
   * A new one is mounted at once; one that is there stays as it is until the next start, and so
   * does one that only waits for it.
   */
  @Override
  public Set<String> live(JsonNode wanted, GuestConfig config) {
    return wanted.propertyNames().stream()
        .filter(path -> slot(config.current(), path).isEmpty())
        .filter(path -> slot(config.merged(), path).isEmpty())
        .map(path -> attribute() + "." + path)
        .collect(Collectors.toSet());
  }

  @Override
  public JsonNode read(Map<String, String> config, JsonNode shape) {
    ObjectNode mounts = JsonNodeFactory.instance.objectNode();
    for (String path : shape.propertyNames()) {
      slot(config, path)
          .ifPresent(slot ->
              mounts.set(path, mount(parse(config.getOrDefault(slot, "")), shape.path(path))));
    }
    return mounts;
  }

  private static PropertyString parse(String value) {
    return PropertyString.parse(value, VOLUME);
  }

  @Override
  public Optional<String> slot(Map<String, String> config, String path) {
    return config.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(SLOT))
        .filter(entry -> path(entry.getValue()).equals(path))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What was recorded while mounts were named by their slots, each with its path in it. */
  static Attributes byPath(Attributes recorded) {
    ObjectNode mounts = recorded.object(MOUNTS);
    if (mounts.propertyNames().stream().allMatch(member -> member.startsWith("/"))) {
      return recorded;
    }
    ObjectNode byPath = JsonNodeFactory.instance.objectNode();
    mounts
        .properties()
        .forEach(mount -> {
          JsonNode path = mount.getValue().path(Volumes.PATH);
          if (mount.getValue() instanceof ObjectNode members && path.isString()) {
            members.remove(Volumes.PATH);
            byPath.set(single(path.asString()), members);
          } else {
            byPath.set(mount.getKey(), mount.getValue());
          }
        });
    ObjectNode all = recorded.toJson();
    all.set(MOUNTS, byPath);
    return Attributes.of(all);
  }

  /** Where a mount point is; another spelling of a path is no other place. */
  static String path(String value) {
    return single(parse(value).get("mp", ""));
  }

  private static String single(String text) {
    String path = text.replaceAll("/+", "/");
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static JsonNode mount(PropertyString mount, JsonNode shape) {
    Members members = new Members(shape).flag("read_only", mount.flag("ro"), false);
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

  /** What lies in another is mounted after it, so the shorter paths get their slots first. */
  @Override
  public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
    JsonNode there = read(config, wanted);
    MountOrder order = MountOrder.of(config);
    for (String path : new TreeSet<>(wanted.propertyNames())) {
      JsonNode mount = wanted.path(path);
      if (!mount.equals(there.path(path))) {
        String slot = slot(config, path).orElseGet(() -> SLOT + free(order, path, config, change));
        order.put(slot, path);
        write(slot, path, mount, config, change);
      }
    }
  }

  private static int free(
      MountOrder order, String path, Map<String, String> config, ConfigChange change) {
    return order.first(path, number -> change.isTaken(SLOT + number, config));
  }

  private static void write(
      String slot, String path, JsonNode wanted, Map<String, String> config, ConfigChange change) {
    String folder = DisksField.text(wanted, "host_path");
    PropertyString there = parse(config.getOrDefault(slot, ""));
    String volume = there.get(VOLUME, "");
    // A folder never becomes a volume of the guest, nor a volume a folder: that is another mount.
    boolean stays = !volume.isEmpty() && volume.startsWith("/") == (folder != null);
    PropertyString before = stays ? there : PropertyString.empty(VOLUME);
    PropertyString after =
        before
            .with(VOLUME, folder != null ? folder : stays ? volume : volume(path, wanted, change))
            .with("mp", before.get("mp", path))
            .with("ro", DisksField.flag(wanted, "read_only", false));
    if (!after.equals(before)) {
      change.set(slot, after.print());
    }
    if (stays && folder == null) {
      grow(slot, wanted, config, change);
    }
  }

  private static String volume(String path, JsonNode wanted, ConfigChange change) {
    String storage = Volumes.storage(wanted);
    return change
        .detached()
        .take(path, storage)
        .orElseGet(() -> storage + ":" + wanted.path("size").asInt(1));
  }

  private static void grow(
      String slot, JsonNode wanted, Map<String, String> config, ConfigChange change) {
    PropertyString volume = parse(config.getOrDefault(slot, ""));
    change.grow(
        slot,
        DiskSize.parse(volume.get("size", "0")),
        DiskSize.gibibytes(wanted.path("size").asInt(0)));
  }

  /** The disk that the container itself is on. */
  static final class Root implements Field {
    private static final String ROOT = "rootfs";

    @Override
    public String attribute() {
      return ROOT;
    }

    @Override
    public JsonNode read(Map<String, String> config, JsonNode shape) {
      return volume(new Members(shape), parse(config.getOrDefault(ROOT, ""))).build();
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
      grow(ROOT, wanted, config, change);
    }
  }
}
