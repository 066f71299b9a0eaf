package dev.phoenix.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds fields that are known but do nothing: their schema says so under {@code x-without-effect}.
 * What lies below such a field is not looked at, so a whole block gives one warning.
 */
final class WithoutEffect {
  private static final String KEYWORD = "x-without-effect";

  private final JsonNode root;

  WithoutEffect(JsonNode root) {
    this.root = root;
  }

  void find(JsonNode tree, List<Finding> findings) {
    walk(tree, root, "", "", findings);
  }

  private void walk(
      JsonNode value, JsonNode given, String name, String pointer, List<Finding> findings) {
    JsonNode schema = Pointers.resolve(root, given);
    JsonNode why = given.has(KEYWORD) ? given.get(KEYWORD) : schema.get(KEYWORD);
    if (why != null) {
      findings.add(
          Finding.warning(
              pointer, (name.isEmpty() ? "the file" : name) + " has no effect", why.asString()));
      return;
    }
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        JsonNode below = member(schema, member.getKey());
        if (below != null) {
          String place = Pointers.below(pointer, member.getKey());
          walk(member.getValue(), below, member.getKey(), place, findings);
        }
      }
    } else if (value.isArray() && schema.has("items")) {
      JsonNode items = schema.path("items");
      for (int i = 0; i < value.size(); i++) {
        walk(value.get(i), items, name, pointer + '/' + i, findings);
      }
    }
  }

  private static @Nullable JsonNode member(JsonNode schema, String name) {
    JsonNode declared = schema.path("properties").get(name);
    JsonNode other = schema.get("additionalProperties");
    if (declared != null) {
      return declared;
    }
    return other != null && other.isObject() ? other : null;
  }
}
