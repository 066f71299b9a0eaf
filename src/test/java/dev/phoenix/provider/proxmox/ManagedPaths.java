package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Rule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The attributes of a type as its own code has them: what its rules name, what its fields ask for
 * while they read and write, and what the catalog gives it.
 */
final class ManagedPaths {
  private ManagedPaths() {}

  /**
   * All of them, with {@code *} in place of a slot.
   *
   * @param whole a resource that has every attribute
   * @param config of the guest that was made of it
   */
  static Set<String> of(GuestType type, Attributes whole, Map<String, String> config) {
    Set<String> paths = new TreeSet<>(whole.values().keySet());
    type.rules().stream().map(Rule::attribute).filter(it -> !it.equals("*")).forEach(paths::add);
    for (Field field : type.fields()) {
      JsonNode value = whole.get(field.attribute());
      Set<String> members = value == null ? new TreeSet<>() : asked(field, value, config);
      paths.add(field.attribute());
      members.forEach(member -> paths.add(field.attribute() + "." + member));
    }
    // What has members is told apart by them.
    paths.removeIf(path -> paths.stream().anyMatch(other -> other.startsWith(path + ".")));
    return paths;
  }

  private static Set<String> asked(Field field, JsonNode value, Map<String, String> config) {
    Set<String> names = new TreeSet<>();
    if (!(value instanceof ObjectNode object)) {
      return names;
    }
    boolean slots = StreamSupport.stream(object.spliterator(), false).allMatch(JsonNode::isObject);
    JsonNode shape = slots ? slots(object, names) : new Asked(object, "", names);
    for (Map<String, String> there : List.of(config, Map.<String, String>of())) {
      JsonNode _ = Objects.requireNonNullElse(field.read(there, shape), shape);
      field.write(shape, there, new ConfigChange());
    }
    return names;
  }

  private static ObjectNode slots(ObjectNode object, Set<String> names) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(
            slot -> all.set(slot.getKey(), new Asked((ObjectNode) slot.getValue(), "*.", names)));
    return all;
  }

  /** An object that remembers which members it was asked for. */
  private static final class Asked extends ObjectNode {
    private static final long serialVersionUID = 1L;
    private final String prefix;
    private transient @Nullable Set<String> names;

    Asked(ObjectNode of, String prefix, Set<String> names) {
      super(JsonNodeFactory.instance);
      this.prefix = prefix;
      setAll(of);
      this.names = names;
    }

    @Override
    public @Nullable JsonNode get(String name) {
      remember(name);
      return super.get(name);
    }

    @Override
    public JsonNode path(String name) {
      remember(name);
      return super.path(name);
    }

    private void remember(String name) {
      if (names != null) {
        names.add(prefix + name);
      }
    }
  }
}
