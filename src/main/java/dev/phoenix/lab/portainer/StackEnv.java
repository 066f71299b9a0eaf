package dev.phoenix.lab.portainer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The file {@code stack.env}: the server writes each variable of a stack into it as it is, a line
 * each, and Compose reads it by its own rules for quotes, comments and variables.
 */
final class StackEnv {
  private static final Pattern STATEMENT =
      Pattern.compile(
          "\\s*(?<name>\\w+)=[ \\t]*(?:'(?<single>(?:[^'\\\\]++|\\\\.)*+)'|\"(?<twice>(?:[^\"\\\\]++|\\\\.)*+)\"|(?<bare>[^\\n]*))",
          Pattern.DOTALL);

  /** As Go has blanks: those that do not break a line are among them. */
  private static final Pattern BLANK_ENDS = Pattern.compile("^[\\s\\h]+|[\\s\\h]+$");

  private final Map<String, String> values = new LinkedHashMap<>();

  private StackEnv() {}

  /** What Compose has of the variables of a stack's record. */
  static Map<String, String> read(JsonNode variables) {
    StringBuilder file = new StringBuilder();
    for (JsonNode variable : variables) {
      file.append(variable.path("name").asString("")).append('=');
      file.append(variable.path("value").asString("")).append('\n');
    }
    StackEnv env = new StackEnv();
    env.parse(file.toString());
    return env.values;
  }

  private void parse(String file) {
    Matcher statement = STATEMENT.matcher(file);
    int at = 0;
    while (statement.find(at)) {
      values.put(statement.group("name"), value(statement));
      at = statement.end();
    }
  }

  private String value(Matcher statement) {
    String single = statement.group("single");
    if (single != null) {
      return single.replace("\\'", "'");
    }
    String twice = statement.group("twice");
    if (twice != null) {
      return ComposeText.expand(
          twice
              .replace("\\\\", "\0")
              .replace("\\\"", "\"")
              .replace("\\$", "$$")
              .replace("\\n", "\n")
              .replace("\\r", "\r")
              .replace("\0", "\\"),
          values);
    }
    String bare = statement.group("bare").split(" #", 2)[0];
    return ComposeText.expand(BLANK_ENDS.matcher(bare).replaceAll(""), values);
  }
}
