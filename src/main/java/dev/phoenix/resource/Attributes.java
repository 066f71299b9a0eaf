package dev.phoenix.resource;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The attributes of a resource, as JSON values by name. Canonical: names sorted at every depth,
 * nulls dropped, whole numbers that fit held as int, so that equal content is equal. Never holds a
 * secret.
 */
public final class Attributes {
  public static final Attributes NONE = new Attributes(new TreeMap<>());

  private final SortedMap<String, JsonNode> values;

  private Attributes(SortedMap<String, JsonNode> values) {
    this.values = Collections.unmodifiableSortedMap(values);
  }

  public static Attributes of(Map<String, ? extends JsonNode> values) {
    return of(values.entrySet());
  }

  public static Attributes of(ObjectNode object) {
    return of(object.properties());
  }

  private static Attributes of(Collection<? extends Map.Entry<String, ? extends JsonNode>> values) {
    SortedMap<String, JsonNode> canonical = new TreeMap<>();
    for (Map.Entry<String, ? extends JsonNode> entry : values) {
      if (!entry.getValue().isNull()) {
        canonical.put(entry.getKey(), canonical(entry.getValue()));
      }
    }
    return new Attributes(canonical);
  }

  public static Builder builder() {
    return new Builder();
  }

  public SortedMap<String, JsonNode> values() {
    return values;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public @Nullable JsonNode get(String name) {
    return values.get(name);
  }

  /** The text of an attribute that must be there. */
  public String text(String name) {
    JsonNode value = values.get(name);
    if (value == null) {
      throw new UnfitAttributeException(
          "the attribute " + name + " is missing among " + values.keySet());
    }
    return text(name, value);
  }

  public String text(String name, String otherwise) {
    JsonNode value = values.get(name);
    return value == null ? otherwise : text(name, value);
  }

  private static String text(String name, JsonNode value) {
    return fit(name, value.isValueNode(), "text", value).asString();
  }

  public int number(String name, int otherwise) {
    JsonNode value = values.get(name);
    return value == null
        ? otherwise
        : fit(name, value.isNumber() && value.canConvertToInt(), "number", value).intValue();
  }

  public boolean flag(String name, boolean otherwise) {
    JsonNode value = values.get(name);
    return value == null ? otherwise : fit(name, value.isBoolean(), "yes or no", value).asBoolean();
  }

  private static JsonNode fit(String name, boolean fits, String wanted, JsonNode value) {
    if (!fits) {
      throw new UnfitAttributeException(
          "the attribute %s is no %s but %s"
              .formatted(name, wanted, value.getNodeType().name().toLowerCase(Locale.ROOT)));
    }
    return value;
  }

  /** The attribute as an object; empty if it is absent. */
  public ObjectNode object(String name) {
    return values.get(name) instanceof ObjectNode object
        ? object.deepCopy()
        : JsonNodeFactory.instance.objectNode();
  }

  /** The attribute as a list; empty if it is absent. */
  public ArrayNode list(String name) {
    return values.get(name) instanceof ArrayNode list
        ? list.deepCopy()
        : JsonNodeFactory.instance.arrayNode();
  }

  public ObjectNode toJson() {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    values.forEach(object::set);
    return object;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attributes that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }

  private static JsonNode canonical(JsonNode node) {
    if (node instanceof ObjectNode object) {
      SortedMap<String, JsonNode> sorted = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        if (!entry.getValue().isNull()) {
          sorted.put(entry.getKey(), canonical(entry.getValue()));
        }
      }
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      sorted.forEach(copy::set);
      return copy;
    }
    if (node instanceof ArrayNode list) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(list.size());
      list.forEach(element -> copy.add(canonical(element)));
      return copy;
    }
    return node.isIntegralNumber() && node.canConvertToInt()
        ? IntNode.valueOf(node.intValue())
        : node;
  }

  /** Collects attributes; a null or absent value is left out. */
  public static final class Builder {
    private final SortedMap<String, JsonNode> values = new TreeMap<>();

    private Builder() {}

    public Builder put(String name, @Nullable String value) {
      return value == null ? this : take(name, JsonNodeFactory.instance.stringNode(value));
    }

    public Builder put(String name, int value) {
      return take(name, IntNode.valueOf(value));
    }

    public Builder put(String name, boolean value) {
      return take(name, JsonNodeFactory.instance.booleanNode(value));
    }

    public Builder put(String name, @Nullable JsonNode value) {
      return value == null || value.isNull() ? this : take(name, canonical(value));
    }

    public Builder put(String name, Iterable<String> values) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      values.forEach(list::add);
      return take(name, list);
    }

    public Builder put(String name, Map<String, String> values) {
      ObjectNode map = JsonNodeFactory.instance.objectNode();
      values.forEach(map::put);
      return take(name, canonical(map));
    }

    private Builder take(String name, JsonNode canonical) {
      values.put(name, canonical);
      return this;
    }

    public Attributes build() {
      return new Attributes(new TreeMap<>(values));
    }
  }
}
