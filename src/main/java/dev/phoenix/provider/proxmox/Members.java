package dev.phoenix.provider.proxmox;

import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects the members of an object as the server has them: a default that nobody names is left
 * out, and one that somebody names is shown.
 */
final class Members {
  private final ObjectNode object = JsonNodeFactory.instance.objectNode();
  private final JsonNode shape;

  Members(JsonNode shape) {
    this.shape = shape;
  }

  Members text(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      object.put(name, value);
    }
    return this;
  }

  Members number(String name, @Nullable String value) {
    if (value != null && value.matches("\\d{1,9}")) {
      object.put(name, Integer.parseInt(value));
    } else if (value != null && value.matches("\\d+\\.\\d+")) {
      object.put(name, Double.parseDouble(value));
    }
    return this;
  }

  /** Shown where it is not the default, or where somebody names it. */
  Members flag(String name, boolean value, boolean usual) {
    if (value != usual || shape.has(name)) {
      object.put(name, value);
    }
    return this;
  }

  /** Shown only where somebody names it. */
  Members named(String name, JsonNode value) {
    return shape.has(name) ? set(name, value) : this;
  }

  Members set(String name, JsonNode value) {
    object.set(name, value);
    return this;
  }

  ObjectNode build() {
    return object;
  }

  /** Names of the members of both. */
  static SortedSet<String> names(JsonNode one, JsonNode other) {
    SortedSet<String> names = new TreeSet<>(one.propertyNames());
    names.addAll(other.propertyNames());
    return names;
  }
}
