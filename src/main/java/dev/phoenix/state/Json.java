package dev.phoenix.state;

import dev.phoenix.json.JsonText;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON strictly and writes it in the one form that equal content has. */
final class Json {
  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode parse(String text) throws MalformedException {
    try {
      if (JsonText.readStrictly(text) instanceof ObjectNode object) {
        return object;
      }
      throw new MalformedException("it is no JSON object");
    } catch (JacksonException e) {
      TokenStreamLocation location = e.getLocation();
      String where =
          location == null
              ? ""
              : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
      throw new MalformedException(where + e.getOriginalMessage());
    }
  }

  /** Without line breaks, for a journal. */
  static String line(ObjectNode object) {
    return JsonText.write(object);
  }

  /** One value a line, indented by two. */
  static String pretty(ObjectNode object) {
    StringBuilder text = new StringBuilder();
    write(object, "\n", text);
    return text.append('\n').toString();
  }

  private static void write(JsonNode node, String newline, StringBuilder text) {
    switch (node) {
      case ObjectNode object when !object.isEmpty() -> {
        text.append('{');
        Iterator<Map.Entry<String, JsonNode>> members = object.properties().iterator();
        while (members.hasNext()) {
          Map.Entry<String, JsonNode> member = members.next();
          text.append(newline).append("  ").append(quoted(member.getKey())).append(": ");
          write(member.getValue(), newline + "  ", text);
          text.append(members.hasNext() ? "," : "");
        }
        text.append(newline).append('}');
      }
      case ArrayNode list when !list.isEmpty() -> {
        text.append('[');
        for (int i = 0; i < list.size(); i++) {
          text.append(i == 0 ? "" : ",").append(newline).append("  ");
          write(list.get(i), newline + "  ", text);
        }
        text.append(newline).append(']');
      }
      default -> text.append(JsonText.write(node));
    }
  }

  private static String quoted(String name) {
    return JsonText.write(JsonNodeFactory.instance.stringNode(name));
  }

  static void onlyKnown(ObjectNode object, Set<String> known, String where)
      throws MalformedException {
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        throw new MalformedException(where + " has the unknown member \"" + name + "\"");
      }
    }
  }

  static JsonNode member(ObjectNode object, String name, String where, Predicate<JsonNode> type)
      throws MalformedException {
    JsonNode value = object.get(name);
    if (value == null) {
      throw new MalformedException(where + " has no \"" + name + "\"");
    }
    if (!type.test(value)) {
      throw new MalformedException("\"" + name + "\" of " + where + " is of the wrong type");
    }
    return value;
  }

  static String text(ObjectNode object, String name, String where) throws MalformedException {
    return member(object, name, where, JsonNode::isString).stringValue();
  }

  static ObjectNode object(ObjectNode object, String name, String where) throws MalformedException {
    return (ObjectNode) member(object, name, where, JsonNode::isObject);
  }

  /** The members of an object of texts; empty if it is not there. */
  static SortedMap<String, String> texts(ObjectNode object, String name, String where)
      throws MalformedException {
    SortedMap<String, String> texts = new TreeMap<>();
    if (object.has(name)) {
      ObjectNode members = object(object, name, where);
      for (String key : members.propertyNames()) {
        texts.put(key, text(members, key, "\"" + name + "\" of " + where));
      }
    }
    return texts;
  }

  static @Nullable String optionalText(ObjectNode object, String name, String where)
      throws MalformedException {
    return object.has(name) ? text(object, name, where) : null;
  }
}
