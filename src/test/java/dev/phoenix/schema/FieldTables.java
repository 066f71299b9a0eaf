package dev.phoenix.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The fields of a schema as Markdown: a table for the file and one for each object in it. */
final class FieldTables {
  private final JsonNode root;
  private final StringBuilder out = new StringBuilder();

  private FieldTables(JsonNode root) {
    this.root = root;
  }

  static String of(JsonNode schema) {
    FieldTables tables = new FieldTables(schema);
    tables.object(schema, "");
    return tables.out.toString();
  }

  private record Below(String path, JsonNode schema) {}

  private void object(JsonNode given, String path) {
    JsonNode schema = Pointers.resolve(root, given);
    if (!path.isEmpty()) {
      out.append("\n### `").append(path).append("`\n\n");
      out.append(text(given, schema, "description")).append('\n');
    }
    JsonNode properties = schema.path("properties");
    if (!properties.isEmpty()) {
      out.append("\n| field | type | default | meaning | example |\n");
      out.append("| --- | --- | --- | --- | --- |\n");
    }
    List<Below> below = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      row(property.getKey(), property.getValue(), isRequired(schema, property.getKey()));
      below(path, property.getKey(), property.getValue(), below);
    }
    if (schema.has("items") || schema.path("additionalProperties").isObject()) {
      below.addAll(parts(path, schema));
    }
    below.forEach(one -> object(one.schema(), one.path()));
  }

  private void below(String path, String name, JsonNode property, List<Below> below) {
    JsonNode schema = Pointers.resolve(root, property);
    String place = path.isEmpty() ? name : path + "." + name;
    if (schema.has("properties")) {
      below.add(new Below(place, property));
    }
    below.addAll(parts(place, schema));
  }

  /** What an array or a map holds, where that has fields of its own. */
  private List<Below> parts(String path, JsonNode schema) {
    List<Below> parts = new ArrayList<>();
    add(parts, path + "[]", schema.path("items"));
    add(parts, path + ".<name>", schema.path("additionalProperties"));
    return parts;
  }

  private void add(List<Below> parts, String path, JsonNode given) {
    JsonNode schema = Pointers.resolve(root, given);
    if (schema.has("properties")) {
      parts.add(new Below(path, given));
    } else if (schema.path("additionalProperties").isObject()) {
      parts.addAll(parts(path, schema));
    }
  }

  private void row(String name, JsonNode given, boolean required) {
    JsonNode schema = Pointers.resolve(root, given);
    out.append("| `").append(name).append('`').append(required ? " (required)" : "");
    out.append(" | ").append(cell(type(schema)));
    out.append(" | ").append(code(keyword(given, schema, "default")));
    out.append(" | ").append(cell(meaning(given, schema)));
    out.append(" | ").append(code(keyword(given, schema, "examples").path(0)));
    out.append(" |\n");
  }

  private static boolean isRequired(JsonNode schema, String name) {
    return schema.path("required").valueStream().anyMatch(one -> one.asString().equals(name));
  }

  private static String meaning(JsonNode given, JsonNode schema) {
    String meaning = text(given, schema, "description");
    JsonNode without = keyword(given, schema, "x-without-effect");
    if (!without.isMissingNode()) {
      return "No effect. " + meaning + " " + without.asString();
    }
    return (keyword(given, schema, "deprecated").asBoolean(false) ? "Deprecated. " : "") + meaning;
  }

  private String type(JsonNode schema) {
    if (schema.has("enum")) {
      return schema
          .path("enum")
          .valueStream()
          .map(FieldTables::code)
          .collect(Collectors.joining(", "));
    }
    JsonNode type = schema.path("type");
    String names =
        type.isArray()
            ? type.valueStream().map(JsonNode::asString).collect(Collectors.joining(" or "))
            : type.asString("any");
    if (schema.has("minimum") && schema.has("maximum")) {
      return names + ", " + schema.path("minimum") + " to " + schema.path("maximum");
    }
    JsonNode items = Pointers.resolve(root, schema.path("items"));
    return names.equals("array") && items.has("type") ? "array of " + type(items) : names;
  }

  private static JsonNode keyword(JsonNode given, JsonNode schema, String keyword) {
    return given.has(keyword) ? given.path(keyword) : schema.path(keyword);
  }

  private static String text(JsonNode given, JsonNode schema, String keyword) {
    return keyword(given, schema, keyword).asString("");
  }

  private static String code(JsonNode value) {
    return value.isMissingNode() ? "" : "`" + cell(value.toString()) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
