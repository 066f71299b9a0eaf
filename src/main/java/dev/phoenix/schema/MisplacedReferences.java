package dev.phoenix.schema;

import dev.phoenix.schema.SchemaWalk.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Finds {@code ${env:NAME}} and {@code ${file:path}} where nobody replaces them: in fields whose
 * schema does not say {@code x-secret}. There they would be taken literally, which nobody wants.
 */
final class MisplacedReferences {
  private static final String KEYWORD = "x-secret";

  private final JsonNode root;

  MisplacedReferences(JsonNode root) {
    this.root = root;
  }

  List<Finding> find(JsonNode tree) {
    List<Finding> found = new ArrayList<>();
    new SchemaWalk(root, place -> look(place, found)).over(tree);
    return found;
  }

  private boolean look(Place place, List<Finding> found) {
    if (!place.keyword(WithoutEffect.KEYWORD).isMissingNode()) {
      return false;
    }
    if (place.value().isString()
        && isReference(place.value().asString())
        && !place.keyword(KEYWORD).asBoolean(false)) {
      found.add(
          Finding.refusal(
              place.pointer(), place.name() + " takes no ${env:...} or ${file:...}", advice()));
    }
    return true;
  }

  private static boolean isReference(String text) {
    return text.contains("${env:") || text.contains("${file:");
  }

  private String advice() {
    SortedSet<String> secrets = new TreeSet<>();
    collect(root, secrets);
    if (secrets.isEmpty()) {
      return "Write the value itself; nothing in this file comes from outside.";
    }
    return "Write the value itself; only this comes from outside in this file: "
        + String.join(", ", secrets)
        + ".";
  }

  private static void collect(JsonNode schema, SortedSet<String> secrets) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (property.getValue().path(KEYWORD).asBoolean(false)) {
        secrets.add(property.getKey());
      }
    }
    schema.forEach(below -> collect(below, secrets));
  }
}
