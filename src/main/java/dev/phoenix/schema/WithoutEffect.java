package dev.phoenix.schema;

import dev.phoenix.schema.SchemaWalk.Place;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Finds fields that are known but do nothing: their schema says so under {@code x-without-effect}.
 * What lies below such a field is not looked at, so a whole block gives one warning.
 */
final class WithoutEffect {
  static final String KEYWORD = "x-without-effect";

  private final JsonNode root;

  WithoutEffect(JsonNode root) {
    this.root = root;
  }

  void find(JsonNode tree, List<Finding> findings) {
    new SchemaWalk(root, place -> look(place, findings)).over(tree);
  }

  private static boolean look(Place place, List<Finding> findings) {
    JsonNode why = place.keyword(KEYWORD);
    if (why.isMissingNode()) {
      return true;
    }
    String field = place.name().isEmpty() ? "the file" : place.name();
    findings.add(Finding.warning(place.pointer(), field + " has no effect", why.asString()));
    return false;
  }
}
