package dev.phoenix.lab.portainer;

import dev.phoenix.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reading and writing the server's JSON. */
final class Json {

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static ObjectNode template(String text) {
    return (ObjectNode) JsonText.read(text);
  }

  static List<Integer> numbers(JsonNode list) {
    List<Integer> numbers = new ArrayList<>();
    list.forEach(number -> numbers.add(number.asInt(0)));
    return numbers;
  }

  static ArrayNode list(List<ObjectNode> objects) {
    ArrayNode list = array();
    objects.forEach(list::add);
    return list;
  }

  /** The body of a request as Go's decoder takes it. */
  static Fields read(String body) {
    try {
      if (JsonText.read(body) instanceof ObjectNode object) {
        return new Fields(object);
      }
    } catch (JacksonException broken) {
      throw Failure.payload("Json: " + broken.getOriginalMessage());
    }
    throw Failure.payload("Json: cannot unmarshal into Go value");
  }
}
