package dev.phoenix.provider.proxmox;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** Attributes that the two kinds of guests spell alike. */
final class CommonFields {
  static final List<Field> ALL =
      List.of(
          Field.flag("start_on_boot", "onboot"),
          Field.flag("protection", "protection"),
          new Startup(),
          new Tags());

  private CommonFields() {}

  /** When and how slowly the guest starts with its node. */
  private static final class Startup implements Field {
    @Override
    public String attribute() {
      return "startup";
    }

    @Override
    public @Nullable JsonNode read(Map<String, String> config, JsonNode shape) {
      String value = config.get("startup");
      if (value == null) {
        return null;
      }
      PropertyString startup = PropertyString.parse(value, "order");
      return new Members(shape)
          .number("order", startup.get("order"))
          .number("up", startup.get("up"))
          .number("down", startup.get("down"))
          .build();
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
      PropertyString startup = PropertyString.empty("");
      for (String name : List.of("order", "up", "down")) {
        startup = startup.with(name, DisksField.text(wanted, name));
      }
      if (startup.properties().isEmpty()) {
        change.remove("startup");
      } else {
        change.set("startup", startup.print());
      }
    }
  }

  /** The tags without our own, in no order and, as servers have it, in lower case. */
  private static final class Tags implements Field {
    @Override
    public String attribute() {
      return "tags";
    }

    @Override
    public JsonNode read(Map<String, String> config, JsonNode shape) {
      SortedSet<String> tags = new TreeSet<>(CloudInitField.words(config.getOrDefault("tags", "")));
      tags.remove(Description.TAG);
      return lower(tags).equals(lower(CloudInitField.texts(shape)))
          ? shape
          : CloudInitField.list(tags);
    }

    private static SortedSet<String> lower(Iterable<String> tags) {
      SortedSet<String> lower = new TreeSet<>();
      tags.forEach(tag -> lower.add(tag.toLowerCase(Locale.ROOT)));
      return lower;
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
      SortedSet<String> tags = new TreeSet<>(CloudInitField.texts(wanted));
      tags.add(Description.TAG);
      change.set("tags", String.join(";", tags));
    }
  }

  /** A property string of which one key is the attribute and the others stay. */
  record Keyed(String attribute, String key, String main, String usual) implements Field {
    @Override
    public @Nullable JsonNode read(Map<String, String> config, JsonNode shape) {
      String value = PropertyString.parse(config.getOrDefault(key, usual), main).get(main, usual);
      if (shape.isBoolean()) {
        return BooleanNode.valueOf(PropertyString.isTrue(value));
      }
      return shape.isNumber() ? IntNode.valueOf(Field.whole(value, 0)) : StringNode.valueOf(value);
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
      String value = wanted.isBoolean() ? (wanted.asBoolean() ? "1" : "0") : wanted.asString();
      change.set(
          key, PropertyString.parse(config.getOrDefault(key, ""), main).with(main, value).print());
    }
  }
}
