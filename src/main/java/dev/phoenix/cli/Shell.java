package dev.phoenix.cli;

import java.util.List;
import java.util.Map;

/** Words as a shell reads them, for commands that people are told to run. */
final class Shell {
  private Shell() {}

  static String word(String text) {
    return text.matches("[A-Za-z0-9_./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** Options with their values, each with a blank before it. */
  static String options(Map<Option, List<String>> options) {
    StringBuilder text = new StringBuilder();
    options.forEach((option, values) -> {
      for (String value : values) {
        text.append(' ').append(option.spelling());
        if (option.value() != null) {
          text.append(' ').append(word(value));
        }
      }
    });
    return text.toString();
  }
}
