package dev.phoenix.lab.portainer;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a body, whose names match in any case and of which unknown ones do not matter. */
record Fields(ObjectNode object) {

  JsonNode node(String name) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        return entry.getValue();
      }
    }
    return MissingNode.getInstance();
  }

  boolean has(String name) {
    JsonNode node = node(name);
    return !node.isMissingNode() && !node.isNull();
  }

  String text(String name) {
    return typed(name, node(name).isString()) ? node(name).asString("") : "";
  }

  int number(String name) {
    return typed(name, node(name).isIntegralNumber()) ? node(name).asInt(0) : 0;
  }

  boolean flag(String name) {
    return typed(name, node(name).isBoolean()) && node(name).asBoolean(false);
  }

  private boolean typed(String name, boolean fits) {
    if (has(name) && !fits) {
      throw Failure.payload("Json: cannot unmarshal into Go struct field " + name);
    }
    return has(name);
  }
}
