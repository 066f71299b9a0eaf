package dev.phoenix.view;

import dev.phoenix.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A JSON value on one line, as JSON or as a person would write it. */
final class ValueText {
  private ValueText() {}

  static String of(@Nullable JsonNode value) {
    return value == null ? "(none)" : JsonText.write(value);
  }

  /** Without quotes and braces: {@code a, b} for lists, {@code name=value, ...} for objects. */
  static String plain(JsonNode value) {
    List<String> parts = new ArrayList<>();
    switch (value.getNodeType()) {
      case ARRAY -> value.values().forEach(element -> parts.add(inner(element)));
      case OBJECT ->
          value
              .properties()
              .forEach(member -> parts.add(member.getKey() + "=" + inner(member.getValue())));
      default -> parts.add(value.asString());
    }
    return String.join(", ", parts);
  }

  private static String inner(JsonNode value) {
    return value.isContainer() ? JsonText.write(value) : value.asString();
  }

  /** Whether the value is a text of several lines, which is better compared line by line. */
  static boolean isLong(@Nullable JsonNode value) {
    return value != null && value.isString() && value.asString().indexOf('\n') >= 0;
  }

  static boolean isEmpty(JsonNode value) {
    return value.isContainer()
        ? value.isEmpty()
        : value.isNull() || (value.isString() && value.asString().isEmpty());
  }
}
