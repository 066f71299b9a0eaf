package dev.phoenix.provider.proxmox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

/** The attributes of a virtual machine that stand in its configuration. */
final class VmFields {
  private static final int USUAL_MEMORY = 512;

  private VmFields() {}

  static List<Field> all() {
    List<Field> fields = new ArrayList<>(CommonFields.ALL);
    fields.addAll(
        List.of(
            Field.text("name", "name", ""),
            Field.number("cores", "cores", 1),
            Field.number("sockets", "sockets", 1),
            new CommonFields.Keyed("cpu", "cpu", "cputype", "kvm64"),
            new CommonFields.Keyed("memory", "memory", "current", Integer.toString(USUAL_MEMORY)),
            new CommonFields.Keyed("agent", "agent", "enabled", "0"),
            new Balloon(),
            new Boot(),
            new DisksField(),
            new NetsField(Guest.Kind.VM),
            new CloudInitField()));
    return List.copyOf(fields);
  }

  /** The memory that the machine keeps at least: all of it where nothing is said. */
  private static final class Balloon extends Field.Simple {
    Balloon() {
      super("balloon", "balloon");
    }

    @Override
    public JsonNode read(Map<String, String> config, JsonNode shape) {
      PropertyString memory = PropertyString.parse(config.getOrDefault("memory", ""), "current");
      int all = Field.whole(memory.get("current"), USUAL_MEMORY);
      return IntNode.valueOf(Field.whole(config.get("balloon"), all));
    }

    /** The device comes and goes only with a start; its size changes while it is there. */
    @Override
    public Set<String> live(JsonNode wanted, GuestConfig config) {
      boolean there = !"0".equals(config.current().get("balloon")) && wanted.asInt(0) != 0;
      return there ? Set.of(attribute()) : Set.of();
    }
  }

  /** The order in which it looks for a system; compared only where the files name one. */
  private static final class Boot implements Field {
    @Override
    public String attribute() {
      return "boot";
    }

    @Override
    public JsonNode read(Map<String, String> config, JsonNode shape) {
      String order =
          PropertyString.parse(config.getOrDefault("boot", ""), "legacy").get("order", "");
      return CloudInitField.list(CloudInitField.words(order));
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
      change.set("boot", "order=" + String.join(";", CloudInitField.texts(wanted)));
    }
  }
}
