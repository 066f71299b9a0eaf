package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Position;
import dev.phoenix.resource.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object of a file. A member that was refused or is of the wrong type counts as absent: it
 * has been reported, and reading goes on so that the other mistakes are found too.
 */
record Block(JsonFile file, JsonNode json, String pointer, SecretReader secrets) {

  static Block root(JsonFile file, SecretReader secrets) {
    return new Block(file, file.root(), "", secrets);
  }

  Position position() {
    return file.position(pointer);
  }

  Position position(String name) {
    return file.position(JsonFile.below(pointer, name));
  }

  /** Whether there is such a member, refused or not. */
  boolean has(String name) {
    return json.hasNonNull(name);
  }

  Collection<String> names() {
    return json.propertyNames();
  }

  private @Nullable JsonNode member(String name) {
    // To put a place into words takes longer than all else, and hardly ever is a value refused.
    boolean refused = !file.refused().isEmpty() && isRefused(JsonFile.below(pointer, name));
    return refused ? null : json.get(name);
  }

  private boolean isRefused(String place) {
    return file.refused().contains(place);
  }

  @Nullable String text(String name) {
    return scalar(member(name));
  }

  String text(String name, String fallback) {
    String value = text(name);
    return value == null ? fallback : value;
  }

  int number(String name, int fallback) {
    Integer value = number(name);
    return value == null ? fallback : value;
  }

  @Nullable Integer number(String name) {
    JsonNode value = member(name);
    return value != null && value.isInt() ? Integer.valueOf(value.intValue()) : null;
  }

  boolean flag(String name, boolean fallback) {
    Boolean value = flag(name);
    return value == null ? fallback : value;
  }

  @Nullable Boolean flag(String name) {
    JsonNode value = member(name);
    return (value != null && value.isBoolean()) ? value.booleanValue() : null;
  }

  @Nullable Reference reference(String name) {
    String value = text(name);
    return value == null ? null : new Reference(value, position(name));
  }

  List<Reference> references(String name) {
    List<Reference> references = new ArrayList<>();
    JsonNode array = member(name);
    if (array != null && array.isArray()) {
      for (int i = 0; i < array.size(); i++) {
        String value = scalar(array.get(i));
        String below = JsonFile.below(pointer, name) + '/' + i;
        if (value != null && !isRefused(below)) {
          references.add(new Reference(value, file.position(below)));
        }
      }
    }
    return references;
  }

  /** The texts of an array, or the one that stands there without one. */
  List<String> oneOrMany(String name) {
    String one = text(name);
    return one == null ? texts(name) : List.of(one);
  }

  List<String> texts(String name) {
    return references(name).stream().map(Reference::target).toList();
  }

  /** Members of an object that hold scalars. */
  SortedMap<String, String> map(String name) {
    SortedMap<String, String> map = new TreeMap<>();
    JsonNode object = member(name);
    if (object != null && object.isObject()) {
      object
          .properties()
          .forEach(entry -> {
            String value = scalar(entry.getValue());
            if (value != null) {
              map.put(entry.getKey(), value);
            }
          });
    }
    return map;
  }

  @Nullable ObjectNode object(String name) {
    return member(name) instanceof ObjectNode object ? object : null;
  }

  @Nullable Block block(String name) {
    JsonNode value = member(name);
    return value != null && value.isObject() ? child(value, name) : null;
  }

  /** The block, or an empty one. */
  Block blockOrEmpty(String name) {
    Block block = block(name);
    return block == null
        ? new Block(
            file, JsonNodeFactory.instance.objectNode(), JsonFile.below(pointer, name), secrets)
        : block;
  }

  /** The elements of an array, whatever they are. */
  List<Block> elements(String name) {
    List<Block> blocks = new ArrayList<>();
    JsonNode array = member(name);
    if (array != null && array.isArray()) {
      String below = JsonFile.below(pointer, name);
      for (int i = 0; i < array.size(); i++) {
        if (!isRefused(below + '/' + i)) {
          blocks.add(new Block(file, array.get(i), below + '/' + i, secrets));
        }
      }
    }
    return blocks;
  }

  /** The elements of an array that are objects. */
  List<Block> blocks(String name) {
    List<Block> blocks = elements(name);
    blocks.removeIf(block -> !block.json().isObject());
    return blocks;
  }

  /** The value itself, where this is an element of an array. */
  @Nullable String self() {
    return scalar(json);
  }

  @Nullable Secret secret(String name) {
    String value = text(name);
    return value == null
        ? null
        : secrets.read(value, position(name), JsonFile.below(pointer, name));
  }

  private Block child(JsonNode value, String name) {
    return new Block(file, value, JsonFile.below(pointer, name), secrets);
  }

  private static @Nullable String scalar(@Nullable JsonNode value) {
    return value != null && value.isValueNode() && !value.isNull() ? value.asString() : null;
  }
}
