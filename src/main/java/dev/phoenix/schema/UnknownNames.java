package dev.phoenix.schema;

import dev.phoenix.diagnostic.Position;
import dev.phoenix.diagnostic.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds names that mean nothing to phoenix where others mean something: the schema lists those
 * under {@code x-known}. A file from elsewhere may have more, so they are said and not refused.
 */
final class UnknownNames {
  private static final String KEYWORD = "x-known";

  private final JsonNode root;

  UnknownNames(JsonNode root) {
    this.root = root;
  }

  List<Finding> find(JsonNode tree, Function<String, @Nullable Position> positions) {
    List<Finding> findings = new ArrayList<>();
    new SchemaWalk(
            root,
            place -> {
              JsonNode known = place.keyword(KEYWORD);
              if (known.isArray() && place.value().isString()) {
                check(place, known.valueStream().map(JsonNode::asString).toList(), findings);
              }
              return true;
            })
        .over(tree);
    return findings.stream().map(it -> it.at(positions.apply(it.pointer()))).toList();
  }

  private static void check(SchemaWalk.Place place, List<String> known, List<Finding> findings) {
    String name = place.value().asString();
    if (!known.contains(name)) {
      findings.add(
          Finding.warning(
              place.pointer(),
              "\"" + name + "\" in " + place.name() + " is not known",
              Suggestion.sentence(name, known)
                  + "Nothing is done about it; known are "
                  + String.join(", ", known)
                  + "."));
    }
  }
}
