package dev.phoenix.provider.proxmox;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** One attribute of a guest and the keys of its configuration that it stands for. */
interface Field {
  String attribute();

  /**
   * What the configuration has of it, in the canonical spelling; null where it has nothing.
   *
   * @param shape what the files or the record name: a value that means the same is given back as it
   *     stands there, and members that nobody names are left out
   */
  @Nullable JsonNode read(Map<String, String> config, JsonNode shape);

  /**
   * The key of the configuration that a member of the attribute stands in.
   *
   * @param member as the files name it
   */
  default Optional<String> slot(Map<String, String> config, String member) {
    return config.containsKey(member) ? Optional.of(member) : Optional.empty();
  }

  /** Whether a guest that is still being made shows by now what it will have in the end. */
  default boolean isSettled(Map<String, String> config) {
    return true;
  }

  /** Adds what has to be written so that {@link #read} gives the wanted value. */
  void write(JsonNode wanted, Map<String, String> config, ConfigChange change);

  /**
   * Paths of changes that a running guest takes at once although their rules say otherwise, because
   * of the values.
   *
   * @param config of the running guest, with what waits for its next start
   */
  default Set<String> live(JsonNode wanted, GuestConfig config) {
    return Set.of();
  }

  /** A whole number. */
  static Field number(String attribute, String key, int otherwise) {
    return new Simple(attribute, key) {
      @Override
      public JsonNode read(Map<String, String> config, JsonNode shape) {
        return IntNode.valueOf(whole(config.get(key), otherwise));
      }
    };
  }

  static Field flag(String attribute, String key) {
    return new Simple(attribute, key) {
      @Override
      public JsonNode read(Map<String, String> config, JsonNode shape) {
        return BooleanNode.valueOf(PropertyString.isTrue(config.getOrDefault(key, "0")));
      }
    };
  }

  static Field text(String attribute, String key, String otherwise) {
    return new Simple(attribute, key) {
      @Override
      public JsonNode read(Map<String, String> config, JsonNode shape) {
        return StringNode.valueOf(config.getOrDefault(key, otherwise));
      }
    };
  }

  /** The number in a text; what is none counts as the other. */
  static int whole(@Nullable String text, int otherwise) {
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
  }

  /** A value that stands under one key as it is. */
  abstract class Simple implements Field {
    private final String attribute;
    private final String key;

    Simple(String attribute, String key) {
      this.attribute = attribute;
      this.key = key;
    }

    @Override
    public String attribute() {
      return attribute;
    }

    @Override
    public void write(JsonNode wanted, Map<String, String> config, ConfigChange change) {
      String value = wanted.isBoolean() ? (wanted.asBoolean() ? "1" : "0") : wanted.asString();
      if (value.isEmpty()) {
        change.remove(key);
      } else {
        change.set(key, value);
      }
    }
  }
}
