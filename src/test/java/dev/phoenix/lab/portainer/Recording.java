package dev.phoenix.lab.portainer;

import dev.phoenix.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The recorded exchanges, and how an answer is compared with one. */
final class Recording {
  /** Objects whose names are data. */
  private static final Set<String> FREE =
      Set.of("Labels", "Options", "ExposedPorts", "Ports", "PortBindings", "DriverOpts");

  private static final int FIRST_WORDS = 6;

  private Recording() {}

  static List<JsonNode> exchanges(String file) {
    try (InputStream in = Recording.class.getResourceAsStream("/portainer/" + file + ".json")) {
      List<JsonNode> exchanges = new ArrayList<>();
      JsonText.read(in).forEach(exchanges::add);
      return exchanges;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** What differs between a recorded body and the one that came; empty if nothing does. */
  static List<String> differences(JsonNode recorded, String came) {
    List<String> found = new ArrayList<>();
    if (recorded.isNull()) {
      return found;
    }
    if (!recorded.isString()) {
      compare("", recorded, parsed(came), found);
    } else if (recorded.asString("").endsWith("... cut")) {
      part("", beginning(recorded.asString("")), parsed(came), found);
    } else if (recorded.asString("").startsWith("{")) {
      lines(recorded.asString(""), came, found);
    } else if (!recorded.asString("").equals(came)) {
      found.add("text is " + came);
    }
    return found;
  }

  /** A stream of objects: the first and the last line of progress. */
  private static void lines(String recorded, String came, List<String> found) {
    List<String> wanted = recorded.lines().toList();
    List<String> got = came.lines().filter(line -> !line.isBlank()).toList();
    compare("first line", parsed(wanted.getFirst()), parsed(got.getFirst()), found);
    compare("last line", parsed(wanted.getLast()), parsed(got.getLast()), found);
  }

  private static JsonNode parsed(String text) {
    try {
      return JsonText.read(text);
    } catch (JacksonException notJson) {
      return Json.object().put("(not JSON)", text);
    }
  }

  private static void compare(String path, JsonNode recorded, JsonNode came, List<String> found) {
    if (recorded.isNull()) {
      return;
    }
    if (recorded.getNodeType() != came.getNodeType()) {
      found.add(path + " is " + came.getNodeType() + " instead of " + recorded.getNodeType());
    } else if (recorded instanceof ObjectNode object) {
      names(path, object, came, found);
    } else if (recorded.isArray() && !recorded.isEmpty()) {
      if (came.isEmpty()) {
        found.add(path + " is empty");
      } else {
        compare(path + "[]", recorded.path(0), came.path(0), found);
      }
    } else if (path.endsWith(".message")) {
      message(recorded.asString(""), came.asString(""), found);
    }
  }

  private static void names(String path, ObjectNode recorded, JsonNode came, List<String> found) {
    boolean free = FREE.contains(path.substring(path.lastIndexOf('.') + 1));
    recorded
        .properties()
        .forEach(entry -> {
          String name = path + "." + entry.getKey();
          if (came.has(entry.getKey())) {
            compare(name, entry.getValue(), came.path(entry.getKey()), found);
          } else if (!free) {
            found.add(name + " is missing");
          }
        });
    for (String name : came.propertyNames()) {
      if (!free && !recorded.has(name)) {
        found.add(path + "." + name + " is extra");
      }
    }
  }

  /** Texts of Compose and of the network library count by their first words. */
  private static void message(String recorded, String came, List<String> found) {
    boolean foreign = recorded.startsWith("failed to ") || recorded.startsWith("Get ");
    boolean same = foreign ? words(recorded).equals(words(came)) : recorded.equals(came);
    if (!same) {
      found.add("message is " + came);
    }
  }

  private static List<String> words(String text) {
    return List.of(text.replaceAll("time=\"[^\"]*\"", "time").split("\\s+", -1)).stream()
        .limit(FIRST_WORDS)
        .toList();
  }

  /** A recorded text that was cut is compared as far as it goes; more may follow. */
  private static void part(String path, JsonNode recorded, JsonNode came, List<String> found) {
    for (var entry : recorded.properties()) {
      JsonNode value = came.path(entry.getKey());
      String name = path + "." + entry.getKey();
      if (value.isMissingNode()) {
        if (!FREE.contains(path.substring(path.lastIndexOf('.') + 1))) {
          found.add(name + " is missing");
        }
      } else if (entry.getValue().isObject() && value.isObject()) {
        part(name, entry.getValue(), value, found);
      } else if (entry.getValue().isArray() && value.isArray()) {
        part(name + "[]", entry.getValue().path(0), value.path(0), found);
      } else if (!entry.getValue().isNull()
          && entry.getValue().getNodeType() != value.getNodeType()) {
        found.add(name + " is " + value.getNodeType());
      }
    }
  }

  private static ObjectNode beginning(String cut) {
    ObjectNode root = Json.object();
    Deque<JsonNode> open = new ArrayDeque<>();
    String name = "";
    try (JsonParser parser =
        new JsonFactory().createParser(ObjectReadContext.empty(), new StringReader(cut))) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT -> open.push(open.isEmpty() ? root : add(open, name, Json.object()));
          case START_ARRAY -> open.push(add(open, name, Json.array()));
          case END_OBJECT, END_ARRAY -> open.pop();
          case PROPERTY_NAME -> name = parser.currentName();
          case VALUE_STRING -> add(open, name, Json.object().stringNode(parser.getString()));
          case VALUE_TRUE, VALUE_FALSE ->
              add(open, name, Json.object().booleanNode(token == JsonToken.VALUE_TRUE));
          case VALUE_NULL -> add(open, name, Json.object().nullNode());
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> add(open, name, Json.object().numberNode(1));
          case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IllegalStateException();
        }
      }
    } catch (JacksonException end) {
      return root;
    }
    return root;
  }

  private static JsonNode add(Deque<JsonNode> open, String name, JsonNode value) {
    if (open.element() instanceof ArrayNode array) {
      array.add(value);
    } else if (open.element() instanceof ObjectNode object) {
      object.set(name, value);
    }
    return value;
  }
}
