package dev.phoenix.json;

import java.io.InputStream;
import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON text to trees and back, by Jackson's streams alone: to build one of its mappers, which a
 * node's own {@code toString} does too, costs a tenth of a short command.
 */
public final class JsonText {
  private static final JsonFactory LENIENT = new JsonFactory();
  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonText() {}

  /**
   * The one value of a text; a missing node if there is none. Of two members of one name the last
   * counts.
   *
   * @throws JacksonException if it is no JSON or goes on behind the value
   */
  public static JsonNode read(String text) {
    return read(LENIENT.createParser(ObjectReadContext.empty(), text));
  }

  /** The same for bytes in UTF-8. */
  public static JsonNode read(byte[] text) {
    return read(LENIENT.createParser(ObjectReadContext.empty(), text));
  }

  /** The same for a stream, which is read to its end. */
  public static JsonNode read(InputStream text) {
    return read(LENIENT.createParser(ObjectReadContext.empty(), text));
  }

  /** The same, but a second member of one name is refused. */
  public static JsonNode readStrictly(String text) {
    return read(STRICT.createParser(ObjectReadContext.empty(), text));
  }

  private static JsonNode read(JsonParser parser) {
    try (parser) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return MissingNode.getInstance();
      }
      JsonNode value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "there is more behind the end of the value");
      }
      return value;
    }
  }

  private static JsonNode value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL ->
                NODES.numberNode(parser.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME ->
          NODES.nullNode();
    };
  }

  private static ObjectNode object(JsonParser parser) {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      object.set(name, value(parser, parser.nextToken()));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      array.add(value(parser, token));
    }
    return array;
  }

  /** On one line, without a blank. */
  public static String write(JsonNode node) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = LENIENT.createGenerator(ObjectWriteContext.empty(), text)) {
      write(node, generator);
    }
    return text.toString();
  }

  private static void write(JsonNode node, JsonGenerator generator) {
    if (node instanceof ObjectNode object) {
      generator.writeStartObject();
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        generator.writeName(member.getKey());
        write(member.getValue(), generator);
      }
      generator.writeEndObject();
    } else if (node instanceof ArrayNode array) {
      generator.writeStartArray();
      for (JsonNode element : array) {
        write(element, generator);
      }
      generator.writeEndArray();
    } else if (node.isString()) {
      generator.writeString(node.stringValue());
    } else if (node.isNull() || node.isMissingNode()) {
      generator.writeNull();
    } else {
      generator.writeRawValue(node.asString());
    }
  }
}
