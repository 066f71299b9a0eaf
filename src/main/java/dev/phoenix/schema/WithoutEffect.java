package dev.phoenix.schema;

import dev.phoenix.diagnostic.Position;
import dev.phoenix.schema.SchemaWalk.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds fields that are known but do nothing: their schema says so under {@code x-without-effect}.
 * What lies below such a field is not looked at, and fields that do nothing for the same reason are
 * named together, so that a file from the predecessor gives a few warnings and not hundreds.
 */
final class WithoutEffect {
  static final String KEYWORD = "x-without-effect";

  private final JsonNode root;

  WithoutEffect(JsonNode root) {
    this.root = root;
  }

  private record Field(String name, String pointer) {}

  List<Finding> find(JsonNode tree, Function<String, @Nullable Position> positions) {
    Map<String, List<Field>> byReason = new LinkedHashMap<>();
    new SchemaWalk(root, place -> look(place, byReason)).over(tree);
    return byReason.entrySet().stream()
        .map(entry -> finding(entry.getKey(), entry.getValue(), positions))
        .toList();
  }

  private static boolean look(Place place, Map<String, List<Field>> byReason) {
    JsonNode why = place.keyword(KEYWORD);
    if (why.isMissingNode()) {
      return true;
    }
    String name = place.name().isEmpty() ? "the file" : place.name();
    byReason
        .computeIfAbsent(why.asString(), _ -> new ArrayList<>())
        .add(new Field(name, place.pointer()));
    return false;
  }

  private static Finding finding(
      String why, List<Field> fields, Function<String, @Nullable Position> positions) {
    Field first = fields.getFirst();
    long names = fields.stream().map(Field::name).distinct().count();
    String which = names == 1 ? first.name() + " has" : fields.size() + " fields have";
    String where = fields.size() == 1 ? "" : " These are: " + listed(fields, positions) + ".";
    return Finding.warning(first.pointer(), which + " no effect", why + where)
        .at(positions.apply(first.pointer()));
  }

  /** {@code zfs (line 3), tests (lines 40, 77)}. */
  private static String listed(List<Field> fields, Function<String, @Nullable Position> positions) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    for (Field field : fields) {
      Position place = positions.apply(field.pointer());
      lines
          .computeIfAbsent(field.name(), _ -> new ArrayList<>())
          .add(place == null ? "?" : Integer.toString(place.line()));
    }
    return lines.entrySet().stream()
        .map(entry ->
            entry.getKey()
                + (entry.getValue().size() == 1 ? " (line " : " (lines ")
                + String.join(", ", entry.getValue())
                + ")")
        .collect(Collectors.joining(", "));
  }
}
