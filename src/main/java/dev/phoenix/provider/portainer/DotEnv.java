package dev.phoenix.provider.portainer;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of variables as a stack's record has them. The server writes each as it is into a file
 * {@code stack.env}, in which Compose reads quotes, {@code $} and {@code #}: what is not written
 * for that arrives as something else. Pure.
 */
final class DotEnv {
  private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\$nrt])");
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:(\\$)|\\{([A-Za-z_]\\w*)(?::?-([^}]*))?\\}|([A-Za-z_]\\w*))");

  private DotEnv() {}

  /** The value so that Compose reads it as it is. */
  static String write(String value) {
    if (isPlain(value)) {
      return value;
    }
    // A backslash before the closing quote would take its meaning from it.
    if (value.indexOf('\'') < 0 && value.indexOf('\r') < 0 && !value.endsWith("\\")) {
      return "'" + value + "'";
    }
    String escaped =
        value.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$").replace("\r", "\\r");
    return "\"" + escaped + "\"";
  }

  private static boolean isPlain(String value) {
    return value.chars().noneMatch(c -> c == '$' || c == '#' || Character.isISOControl(c))
        && !value.startsWith("'")
        && !value.startsWith("\"")
        && stripped(value).equals(value);
  }

  /** Without blanks at its ends, those that do not break a line among them, as Go has it. */
  private static String stripped(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && isBlank(value.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /**
   * What Compose reads.
   *
   * @param before the variables of the lines before it, which its own may name
   */
  static String read(String text, Map<String, String> before) {
    String value = text.stripLeading();
    if (value.startsWith("'") || value.startsWith("\"")) {
      int end = end(value);
      String inside = end < 0 ? value : value.substring(1, end);
      return end < 0
          ? text
          : value.startsWith("'") ? inside.replace("\\'", "'") : expand(unescaped(inside), before);
    }
    String line = value.lines().findFirst().orElse("");
    int comment = line.indexOf(" #");
    return expand(stripped(comment < 0 ? line : line.substring(0, comment)), before);
  }

  /** Where the closing quote is; -1 if there is none. */
  private static int end(String value) {
    for (int at = 1; at < value.length(); at++) {
      if (value.charAt(at) == '\\') {
        at++;
      } else if (value.charAt(at) == value.charAt(0)) {
        return at;
      }
    }
    return -1;
  }

  private static String unescaped(String inside) {
    return ESCAPED
        .matcher(inside)
        .replaceAll(escaped ->
            Matcher.quoteReplacement(
                switch (escaped.group(1)) {
                  case "n" -> "\n";
                  case "r" -> "\r";
                  case "t" -> "\t";
                  case "$" -> "$$";
                  case String other -> other;
                }));
  }

  private static String expand(String value, Map<String, String> before) {
    return VARIABLE
        .matcher(value)
        .replaceAll(variable -> Matcher.quoteReplacement(named(variable, before)));
  }

  private static String named(MatchResult variable, Map<String, String> before) {
    if (variable.group(1) != null) {
      return "$";
    }
    String name = variable.group(2) == null ? variable.group(4) : variable.group(2);
    String otherwise = variable.group(3) == null ? "" : variable.group(3);
    return before.getOrDefault(name, otherwise);
  }
}
