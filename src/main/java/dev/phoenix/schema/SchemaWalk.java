package dev.phoenix.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Goes through a tree and its schema side by side. */
final class SchemaWalk {
  private final JsonNode root;
  private final Visitor visitor;

  SchemaWalk(JsonNode root, Visitor visitor) {
    this.root = root;
    this.visitor = visitor;
  }

  /** Sees each value of a tree. */
  interface Visitor {
    /** Says whether to go on below the value. */
    boolean visit(Place place);
  }

  /**
   * A value with what its schema says.
   *
   * @param given the schema as written, which may be a reference with words of its own beside it
   * @param schema what that leads to; missing where the schema says nothing
   * @param name of the member, or of the array that it is an element of
   */
  record Place(JsonNode value, JsonNode given, JsonNode schema, String name, String pointer) {
    /** What the schema says under a keyword, beside a reference or behind it. */
    JsonNode keyword(String keyword) {
      return given.has(keyword) ? given.path(keyword) : schema.path(keyword);
    }
  }

  void over(JsonNode tree) {
    walk(tree, root, "", "");
  }

  private void walk(JsonNode value, JsonNode given, String name, String pointer) {
    JsonNode schema = Pointers.resolve(root, given);
    if (!visitor.visit(new Place(value, given, schema, name, pointer))) {
      return;
    }
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        JsonNode below = member(schema, member.getKey());
        if (below != null) {
          String place = Pointers.below(pointer, member.getKey());
          walk(member.getValue(), below, member.getKey(), place);
        }
      }
    } else if (value.isArray()) {
      JsonNode items = schema.path("items");
      for (int i = 0; i < value.size(); i++) {
        walk(value.get(i), items, name, pointer + '/' + i);
      }
    }
  }

  /** Missing where the schema says nothing; null where it knows no such member. */
  private static @Nullable JsonNode member(JsonNode schema, String name) {
    JsonNode declared = schema.path("properties").get(name);
    JsonNode other = schema.path("additionalProperties");
    if (declared != null || other.isObject()) {
      return declared == null ? other : declared;
    }
    return other.isBoolean() && !other.booleanValue() ? null : MissingNode.getInstance();
  }
}
