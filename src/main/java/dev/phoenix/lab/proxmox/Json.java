package dev.phoenix.lab.proxmox;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the server's JSON. */
final class Json {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** A value as Perl writes it: a whole number stays one, anything else is text. */
  static void put(ObjectNode object, String name, String value) {
    if (value.matches("0|[1-9][0-9]{0,9}")) {
      object.put(name, Long.parseLong(value));
    } else {
      object.put(name, value);
    }
  }
}
