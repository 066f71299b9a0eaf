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
              List<String> known =
                  place.keyword(KEYWORD).valueStream().map(JsonNode::asString).toList();
              String name = place.value().asString("");
              if (!known.isEmpty() && place.value().isString() && !known.contains(name)) {
                findings.add(
                    Finding.warning(
                            place.pointer(),
                            "\"" + name + "\" in " + place.name() + " is not known",
                            Suggestion.sentence(name, known)
                                + "Nothing is done about it; known are "
                                + String.join(", ", known)
                                + ".")
                        .at(positions.apply(place.pointer())));
              }
              return true;
            })
        .over(tree);
    return findings;
  }
}
