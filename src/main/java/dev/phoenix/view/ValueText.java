package dev.phoenix.view;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A JSON value on one line, short enough to read. */
final class ValueText {
  private static final int LONGEST = 120;

  private ValueText() {}

  static String of(@Nullable JsonNode value) {
    if (value == null) {
      return "(none)";
    }
    String text = value.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
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
