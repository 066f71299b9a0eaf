package dev.phoenix.resource;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Other addresses for objects that stay what they are. What names them follows: an attribute that
 * went on naming the old address would count as a difference, and one that makes the object anew.
 *
 * @param now the address of now by the one of before
 */
public record Renames(Map<Address, Address> now) {
  public Renames {
    now = Map.copyOf(now);
  }

  public Address of(Address before) {
    return now.getOrDefault(before, before);
  }

  /** The record with the addresses of now in all that it names, under its own of before. */
  public Recorded in(Recorded recorded) {
    SortedSet<Address> dependencies = new TreeSet<>();
    recorded.dependencies().forEach(dependency -> dependencies.add(of(dependency)));
    Address within = recorded.within() == null ? null : of(recorded.within());
    Attributes attributes = in(recorded.attributes());
    if (attributes.equals(recorded.attributes())
        && dependencies.equals(recorded.dependencies())
        && Objects.equals(within, recorded.within())) {
      return recorded;
    }
    return new Recorded(
        recorded.address(),
        recorded.identity(),
        attributes,
        recorded.secretDigests(),
        dependencies,
        within,
        recorded.isProtected(),
        recorded.status(),
        recorded.stage());
  }

  private Attributes in(Attributes attributes) {
    SortedMap<String, JsonNode> after = new TreeMap<>(attributes.values());
    after.replaceAll((_, value) -> in(value));
    return after.equals(attributes.values()) ? attributes : Attributes.of(after);
  }

  private JsonNode in(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(member -> copy.set(member.getKey(), in(member.getValue())));
      return copy;
    }
    if (value instanceof ArrayNode list) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(list.size());
      list.forEach(element -> copy.add(in(element)));
      return copy;
    }
    Address named = value.isString() ? named(value.stringValue()) : null;
    return named == null ? value : StringNode.valueOf(named.toString());
  }

  private @Nullable Address named(String text) {
    int slash = text.indexOf('/');
    return slash <= 0 || slash == text.length() - 1 ? null : now.get(Address.parse(text));
  }
}
