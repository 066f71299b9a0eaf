package dev.phoenix.schema;

import tools.jackson.databind.JsonNode;

/** JSON pointers in and between schemas. */
final class Pointers {
  private Pointers() {}

  static String below(String pointer, String member) {
    return pointer + '/' + member.replace("~", "~0").replace("/", "~1");
  }

  /** What a {@code $ref} of the same file leads to, else the schema itself. */
  static JsonNode resolve(JsonNode root, JsonNode schema) {
    JsonNode reference = schema.get("$ref");
    if (reference == null || !reference.asString().startsWith("#")) {
      return schema;
    }
    return root.at(reference.asString().substring(1));
  }
}
