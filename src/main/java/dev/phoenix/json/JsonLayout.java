package dev.phoenix.json;

import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** JSON as a person would write it: what is short and simple on one line, the rest indented. */
public final class JsonLayout {
  private static final int WIDTH = 100;
  private static final int FEW = 5;
  private static final String STEP = "  ";

  private JsonLayout() {}

  /** A whole file. */
  public static String file(JsonNode node) {
    return print(node, "") + "\n";
  }

  /**
   * A value that begins somewhere in a line.
   *
   * @param indent of that line
   */
  public static String print(JsonNode node, String indent) {
    StringBuilder text = new StringBuilder();
    print(node, indent, text);
    return text.toString();
  }

  private static void print(JsonNode node, String indent, StringBuilder text) {
    String line = line(node);
    if (node.isEmpty() || (isSimple(node) && indent.length() + line.length() <= WIDTH)) {
      text.append(line);
    } else if (node instanceof ObjectNode object) {
      text.append('{');
      Iterator<Map.Entry<String, JsonNode>> members = object.properties().iterator();
      while (members.hasNext()) {
        Map.Entry<String, JsonNode> member = members.next();
        text.append('\n').append(indent).append(STEP).append(name(member.getKey())).append(": ");
        print(member.getValue(), indent + STEP, text);
        text.append(members.hasNext() ? "," : "\n" + indent);
      }
      text.append('}');
    } else if (node instanceof ArrayNode list) {
      text.append('[');
      Iterator<JsonNode> elements = list.iterator();
      while (elements.hasNext()) {
        text.append('\n').append(indent).append(STEP);
        print(elements.next(), indent + STEP, text);
        text.append(elements.hasNext() ? "," : "\n" + indent);
      }
      text.append(']');
    } else {
      text.append(line);
    }
  }

  /** Few members, and nothing in them that has members itself. */
  private static boolean isSimple(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object.size() <= FEW && object.values().stream().allMatch(JsonLayout::isFlat);
    }
    return isFlat(node);
  }

  private static boolean isFlat(JsonNode node) {
    return !node.isObject() && node.valueStream().noneMatch(JsonNode::isContainer);
  }

  static String name(String name) {
    return JsonText.write(StringNode.valueOf(name));
  }

  /** On one line, with blanks for the eye. */
  private static String line(JsonNode node) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      StringBuilder text = new StringBuilder("{ ");
      object
          .properties()
          .forEach(member ->
              text.append(text.length() > 2 ? ", " : "")
                  .append(name(member.getKey()))
                  .append(": ")
                  .append(line(member.getValue())));
      return text.append(" }").toString();
    }
    if (node instanceof ArrayNode list) {
      return list.valueStream().map(JsonLayout::line).collect(Collectors.joining(", ", "[", "]"));
    }
    return JsonText.write(node);
  }
}
