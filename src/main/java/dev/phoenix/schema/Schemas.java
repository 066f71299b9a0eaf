package dev.phoenix.schema;

import dev.phoenix.diagnostic.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The schemas of the files by name, loaded and compiled when first asked for. */
public final class Schemas {
  private final Map<String, FileSchema> loaded = new ConcurrentHashMap<>();

  /**
   * Holds a tree against a schema.
   *
   * @param name of the schema: {@code stack} for {@code schemas/stack.schema.json}
   * @param positions the place of a JSON pointer
   */
  public List<Finding> check(
      String name, JsonNode tree, Function<String, @Nullable Position> positions) {
    FileSchema schema = loaded.computeIfAbsent(name, FileSchema::load);
    List<Finding> found = new ArrayList<>(schema.withoutEffect(tree, positions));
    found.addAll(schema.unknownNames(tree, positions));
    for (Finding error : schema.errors(tree)) {
      found.add(error.at(positions.apply(error.pointer())));
    }
    return found;
  }
}
