package dev.phoenix.provider.proxmox;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The attributes of a template that stand in its configuration. */
final class TemplateFields {
  /** The slot that the image goes to. */
  static final String DISK = "scsi0";

  private static final Set<String> AS_MACHINES =
      Set.of("name", "cores", "sockets", "cpu", "memory", "tags", "protection");

  private TemplateFields() {}

  static List<Field> all() {
    return Stream.concat(
            VmFields.all().stream().filter(field -> AS_MACHINES.contains(field.attribute())),
            Stream.of(new Bridge(), new Disk(), Field.flag("template", "template")))
        .map(field -> field.attribute().equals("template") ? new Flag(field) : field)
        .toList();
  }

  /** The bridge of its one interface. */
  private static final class Bridge implements Field {
    @Override
    public String attribute() {
      return "bridge";
    }

    @Override
    public JsonNode read(Map<String, String> config, JsonNode shape) {
      return StringNode.valueOf(
          PropertyString.parse(config.getOrDefault("net0", ""), "model").get("bridge", ""));
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
      change.set(
          "net0",
          PropertyString.parse(config.getOrDefault("net0", "virtio"), "model")
              .with("bridge", wanted.asString())
              .print());
    }
  }

  /**
   * The size that the image is grown to. It follows from the machines that are to be copied, so
   * that a template which is there shows none: others were added or removed since, and that is
   * nothing to make it anew for.
   */
  private static final class Disk implements Field {
    @Override
    public String attribute() {
      return "disk";
    }

    @Override
    public @Nullable JsonNode read(Map<String, String> config, JsonNode shape) {
      PropertyString disk = PropertyString.parse(config.getOrDefault(DISK, ""), "file");
      return DiskSize.parse(disk.get("size", "0")).inGibibytes();
    }

    /** Never: before it is a template it grows, and then it counts no more. */
    @Override
    public boolean isSettled(Map<String, String> config) {
      return false;
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
      PropertyString disk = PropertyString.parse(config.getOrDefault(DISK, ""), "file");
      if (!PropertyString.isTrue(config.getOrDefault("template", "0"))) {
        change.grow(
            DISK, DiskSize.parse(disk.get("size", "0")), DiskSize.gibibytes(wanted.asInt(0)));
      }
    }
  }

  /** Becoming a template is a call of its own, and the last one. */
  private record Flag(Field flag) implements Field {
    @Override
    public String attribute() {
      return flag.attribute();
    }

    @Override
    public @Nullable JsonNode read(Map<String, String> config, JsonNode shape) {
      return flag.read(config, shape);
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {}
  }
}
