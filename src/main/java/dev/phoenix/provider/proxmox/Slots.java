package dev.phoenix.provider.proxmox;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Keys of a configuration that are numbered, such as {@code scsi0}, {@code mp0}, {@code net0}. */
final class Slots {
  private Slots() {}

  /**
   * What is in the slots of a shape; one that the configuration has not is left out.
   *
   * @param form one value as attributes, by the shape of its slot
   */
  static ObjectNode read(
      Map<String, String> config,
      JsonNode shape,
      Function<String, PropertyString> parse,
      BiFunction<PropertyString, JsonNode, JsonNode> form) {
    ObjectNode slots = JsonNodeFactory.instance.objectNode();
    for (String slot : shape.propertyNames()) {
      String value = config.get(slot);
      if (value != null) {
        slots.set(slot, form.apply(parse.apply(value), shape.path(slot)));
      }
    }
    return slots;
  }
}
