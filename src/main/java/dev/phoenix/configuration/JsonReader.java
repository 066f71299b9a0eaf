package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON with comments into a tree with positions, in one pass. Jackson's own messages quote
 * the text, which may hold a password, so they are never shown.
 */
final class JsonReader {
  private static final int DEEPEST = 64;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(100)
                  .maxNameLength(1_000)
                  .build())
          .build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String file;
  private final Diagnostics diagnostics;
  private final Map<String, Position> positions = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private Position last;

  private JsonReader(String file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
    this.last = Position.ofFile(file);
  }

  /** Null after an error that leaves no tree. */
  static @Nullable JsonFile read(String text, String file, Diagnostics diagnostics) {
    return new JsonReader(file, diagnostics).read(text);
  }

  private @Nullable JsonFile read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        error("the file is empty", "Write at least {}.", Position.ofFile(file));
        return null;
      }
      positions.put("", here(parser));
      JsonNode root = value(parser, first, "");
      if (parser.nextToken() != null) {
        error("text after the end", "One JSON value is expected in a file.", here(parser));
        return null;
      }
      return new JsonFile(
          file,
          ContentKey.of(text),
          root,
          Collections.unmodifiableMap(positions),
          Set.copyOf(refused));
    } catch (JacksonException malformed) {
      diagnostics.add(explain(malformed, text));
      return null;
    }
  }

  private JsonNode value(JsonParser parser, JsonToken token, String pointer) {
    return switch (token) {
      case START_OBJECT -> object(parser, pointer);
      case START_ARRAY -> array(parser, pointer);
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, pointer);
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME ->
          NODES.nullNode();
    };
  }

  private ObjectNode object(JsonParser parser, String pointer) {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      Position place = here(parser);
      String below = JsonFile.below(pointer, name);
      boolean twice = object.has(name);
      if (twice) {
        Position first = positions.getOrDefault(below, place);
        error(
            "\"" + name + "\" stands here twice",
            "It is set in line " + first.line() + " already. Keep one of the two.",
            place,
            below);
      } else {
        positions.put(below, place);
      }
      JsonNode value = value(parser, parser.nextToken(), below);
      if (!twice) {
        object.set(name, value);
      }
    }
    return object;
  }

  private ArrayNode array(JsonParser parser, String pointer) {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      String below = pointer + '/' + array.size();
      positions.putIfAbsent(below, here(parser));
      array.add(value(parser, token, below));
    }
    return array;
  }

  private JsonNode number(JsonParser parser, String pointer) {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      double value = parser.getDoubleValue();
      if (Double.isFinite(value)) {
        return NODES.numberNode(value);
      }
    } else if (parser.isNaN() || parser.getStringLength() <= 18) {
      long value = parser.getLongValue();
      return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }
    error("the number is out of range", "Write one of at most 18 digits.", here(parser), pointer);
    refused.add(pointer);
    return NODES.numberNode(0);
  }

  private Position here(JsonParser parser) {
    var location = parser.currentTokenLocation();
    last = new Position(file, location.getLineNr(), location.getColumnNr());
    return last;
  }

  private void error(String summary, String detail, Position place) {
    diagnostics.add(Diagnostic.error(summary, detail).at(place));
  }

  private void error(String summary, String detail, Position place, String pointer) {
    diagnostics.add(Diagnostic.error(summary, detail).at(place).about(pointer));
  }

  private Diagnostic explain(JacksonException malformed, String text) {
    var location = malformed.getLocation();
    Position place =
        location == null || location.getLineNr() < 1
            ? last
            : new Position(file, location.getLineNr(), location.getColumnNr());
    return switch (malformed) {
      case StreamConstraintsException _ ->
          Diagnostic.error(
                  "the JSON goes beyond a limit",
                  "At most " + DEEPEST + " levels, 100 digits a number, 1000 characters a name.")
              .at(place);
      case UnexpectedEndOfInputException _ ->
          Diagnostic.error(
                  "the file ends in the middle",
                  "A bracket, brace or quote is not closed. Is the file complete?")
              .at(endOf(text));
      default ->
          Diagnostic.error(
                  "the file is not JSON",
                  "Look just before this place for a missing or surplus comma, quote or bracket.")
              .at(place);
    };
  }

  private Position endOf(String text) {
    String body = text.stripTrailing();
    int line = 1 + (int) body.chars().filter(c -> c == '\n').count();
    return new Position(file, line, body.length() - body.lastIndexOf('\n'));
  }
}
