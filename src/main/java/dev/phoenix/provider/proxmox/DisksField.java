package dev.phoenix.provider.proxmox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The disks of a virtual machine by slot. Only slots that the files or the record name count. */
final class DisksField implements Field {
  private static final String FILE = "file";
  private static final String SYSTEM = "scsi0";
  private static final String BOOT = "boot";

  @Override
  public String attribute() {
    return "disks";
  }

  @Override
  public JsonNode read(Map<String, String> config, JsonNode shape) {
    return Slots.read(config, shape, value -> PropertyString.parse(value, FILE), DisksField::disk);
  }

  private static JsonNode disk(PropertyString disk, JsonNode shape) {
    Members members =
        new Members(shape)
            .named("storage", StringNode.valueOf(Volumes.storageOf(disk.get(FILE, ""))))
            .named("size", DiskSize.parse(disk.get("size", "0")).inGibibytes())
            .text("cache", absentIf(disk.get("cache"), "none", shape.has("cache")))
            .text("aio", disk.get("aio"))
            .flag("ssd", disk.flag("ssd"), false)
            .flag("iothread", disk.flag("iothread"), false)
            .flag("backup", !disk.get("backup", "1").equals("0"), true);
    discard(members, disk.get("discard", "ignore"), shape.path("discard"));
    return members.build();
  }

  private static void discard(Members members, String value, JsonNode shape) {
    if (shape.isString()) {
      members.text("discard", value);
    } else {
      members.flag("discard", value.equals("on"), false);
    }
  }

  private static @Nullable String absentIf(@Nullable String value, String usual, boolean named) {
    return usual.equals(value) && !named ? null : named && value == null ? usual : value;
  }

  @Override
  public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
    JsonNode there = read(config, wanted);
    for (String slot : wanted.propertyNames()) {
      JsonNode disk = wanted.path(slot);
      String value = config.get(slot);
      if (value == null) {
        PropertyString made =
            PropertyString.empty(FILE).with(FILE, volume(slot, disk, config, change));
        change.set(slot, options(made, disk).print());
        if (slot.equals(SYSTEM)) {
          bootsFrom(config.getOrDefault(BOOT, ""), change);
        }
      } else if (!disk.equals(there.path(slot))) {
        change(slot, PropertyString.parse(value, FILE), disk, change);
      }
    }
  }

  private static String volume(
      String slot, JsonNode wanted, Map<String, String> config, ConfigChange change) {
    return change
        .detached()
        .take(slot, Volumes.storage(wanted))
        .orElseGet(() ->
            wanted.path("storage").asString(beside(config)) + ":" + wanted.path("size").asInt(1));
  }

  /** The storage of the first disk: where a disk goes that names none. */
  private static String beside(Map<String, String> config) {
    String file = PropertyString.parse(config.getOrDefault(SYSTEM, ""), FILE).get(FILE, "");
    return Volumes.storageOf(file);
  }

  /** A disk that is taken off leaves the boot order as well, and does not come back by itself. */
  private static void bootsFrom(String boot, ConfigChange change) {
    List<String> order =
        new ArrayList<>(
            CloudInitField.words(PropertyString.parse(boot, "legacy").get("order", "")));
    if (!order.contains(SYSTEM) && !change.values().containsKey(BOOT)) {
      order.addFirst(SYSTEM);
      change.set(BOOT, "order=" + String.join(";", order));
    }
  }

  private static void change(
      String slot, PropertyString before, JsonNode wanted, ConfigChange change) {
    PropertyString after = options(before, wanted);
    if (!after.equals(before)) {
      change.set(slot, after.print());
    }
    change.grow(
        slot,
        DiskSize.parse(before.get("size", "0")),
        DiskSize.gibibytes(wanted.path("size").asInt(0)));
  }

  /** What nobody named stays as it is. */
  private static PropertyString options(PropertyString disk, JsonNode wanted) {
    return disk.with("cache", text(wanted, "cache"))
        .with("aio", text(wanted, "aio"))
        .with("ssd", flag(wanted, "ssd", false))
        .with("iothread", flag(wanted, "iothread", false))
        .with("backup", flag(wanted, "backup", true))
        .with("discard", discard(wanted.path("discard")));
  }

  private static @Nullable String discard(JsonNode wanted) {
    if (wanted.isString()) {
      return wanted.asString();
    }
    return wanted.asBoolean(false) ? "on" : null;
  }

  static @Nullable String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isMissingNode() || value.isNull() ? null : value.asString();
  }

  /** Nothing for the default, so that an unchanged disk is printed as it was. */
  static @Nullable String flag(JsonNode object, String name, boolean usual) {
    boolean value = object.path(name).asBoolean(usual);
    return value == usual ? null : value ? "1" : "0";
  }
}
