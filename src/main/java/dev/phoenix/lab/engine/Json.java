package dev.phoenix.lab.engine;

import dev.phoenix.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reading and writing the engine's JSON. */
final class Json {

  /** How the engine writes a time that has not come. */
  static final String NEVER = "0001-01-01T00:00:00Z";

  private static final DateTimeFormatter NANOS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A recorded answer that is filled in. */
  static ObjectNode template(String name) {
    try (InputStream in = Json.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("the lab's " + name + ".json is not in the jar");
      }
      return (ObjectNode) JsonText.read(in);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static String time(long millis) {
    return millis == 0 ? NEVER : NANOS.format(Instant.ofEpochMilli(millis));
  }

  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
    return texts;
  }

  static List<String> words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asString("")));
    return words;
  }

  /** The object of this name; an empty one if it is absent or null. */
  static ObjectNode child(JsonNode parent, String name) {
    return parent.path(name) instanceof ObjectNode found ? found.deepCopy() : object();
  }

  /** An object, or null where the engine writes null instead of an empty one. */
  static @Nullable JsonNode orNull(JsonNode object) {
    return object.isEmpty() ? null : object;
  }
}
