package dev.phoenix.schema;

import com.networknt.schema.Error;
import dev.phoenix.diagnostic.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says in our words what the validator found. Values of the file are never quoted: one may be a
 * password in the wrong place.
 */
final class Explanation {
  private final JsonNode root;
  private final JsonNode tree;

  Explanation(JsonNode root, JsonNode tree) {
    this.root = root;
    this.tree = tree;
  }

  Finding of(Error error) {
    String pointer = error.getInstanceLocation().toString();
    String place = pointer.equals("/") ? "" : pointer;
    String fragment = error.getSchemaLocation().getFragment().toString();
    JsonNode schema = root.at(fragment.substring(0, Math.max(0, fragment.lastIndexOf('/'))));
    String name = place.substring(place.lastIndexOf('/') + 1);
    String property = error.getProperty();
    JsonNode wanted = schema.path(error.getKeyword());
    String subject = place.isEmpty() ? "the file" : subject(place, name);
    return switch (error.getKeyword()) {
      case "additionalProperties", "unevaluatedProperties" -> unknown(place, property, schema);
      case "required" -> missing(place, property, schema);
      case "type" -> finding(place, subject + " must be " + types(wanted), hint(schema));
      case "enum" -> finding(place, subject + " must be one of " + values(wanted), hint(schema));
      case "const" -> finding(place, subject + " must be " + wanted, hint(schema));
      case "pattern" -> finding(place, subject + " is not of the expected form", form(schema));
      case "propertyNames" ->
          finding(
              Pointers.below(place, property == null ? "" : property),
              "a name in " + subject + " is not of the expected form",
              form(wanted));
      case "minimum" -> finding(place, subject + " must be at least " + wanted, hint(schema));
      case "maximum" -> finding(place, subject + " must be at most " + wanted, hint(schema));
      case "minLength", "minItems", "minProperties" ->
          finding(place, subject + " may not be empty", hint(schema));
      case "maxLength" ->
          finding(place, subject + " is longer than " + wanted + " characters", hint(schema));
      case "uniqueItems" ->
          finding(place, subject + " holds an entry twice", "Remove one of them.");
      default -> finding(place, subject + " is not as the schema wants it", hint(schema));
    };
  }

  private String subject(String place, String name) {
    boolean index = tree.at(place.substring(0, place.lastIndexOf('/'))).isArray();
    return index
        ? "entry " + (Integer.parseInt(name) + 1)
        : name.replace("~1", "/").replace("~0", "~");
  }

  private static Finding finding(String pointer, String summary, String detail) {
    return Finding.refusal(pointer, summary, detail);
  }

  private static Finding unknown(String pointer, @Nullable String property, JsonNode schema) {
    String name = property == null ? "" : property;
    List<String> known = new ArrayList<>(schema.path("properties").propertyNames());
    String near = Nearest.to(name, known);
    String detail =
        near == null
            ? "Known here: " + known.stream().sorted().collect(Collectors.joining(", ")) + "."
            : "Did you mean \"" + near + "\"?";
    return Finding.error(
        Pointers.below(pointer, name),
        near == null ? null : Pointers.below(pointer, near),
        "unknown field \"" + name + "\"",
        detail);
  }

  private static Finding missing(String pointer, @Nullable String property, JsonNode schema) {
    JsonNode wanted = schema.path("properties").path(property == null ? "" : property);
    return Finding.error(
        pointer,
        Pointers.below(pointer, property == null ? "" : property),
        "\"" + property + "\" is missing",
        hint(wanted));
  }

  private static String types(JsonNode wanted) {
    return wanted.isArray()
        ? wanted
            .valueStream()
            .map(type -> type(type.asString()))
            .collect(Collectors.joining(" or "))
        : type(wanted.asString(""));
  }

  private static String type(String type) {
    return switch (type) {
      case "object" -> "an object";
      case "array" -> "an array";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "string" -> "a text in quotes";
      default -> type;
    };
  }

  private static String values(JsonNode wanted) {
    return wanted.valueStream().map(JsonNode::toString).collect(Collectors.joining(", "));
  }

  private static String form(JsonNode schema) {
    JsonNode pattern = schema.get("pattern");
    String hint = hint(schema);
    return hint.isEmpty() && pattern != null ? "It must match " + pattern.asString() + "." : hint;
  }

  private static String hint(JsonNode schema) {
    StringBuilder hint = new StringBuilder(schema.path("description").asString(""));
    JsonNode example = schema.path("examples").path(0);
    if (!example.isMissingNode()) {
      hint.append(hint.isEmpty() ? "" : " ").append("Example: ").append(example).append('.');
    }
    return hint.toString();
  }
}
