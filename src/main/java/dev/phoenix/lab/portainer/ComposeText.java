package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A Compose file as text: parsed and interpolated, with the errors that Compose prints. */
final class ComposeText {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:(\\$)|\\{([A-Za-z_]\\w*)(?:(:?[-?+])([^}]*))?\\}|([A-Za-z_]\\w*))");

  private final Map<String, String> environment;
  private final Set<String> unset = new TreeSet<>();

  private ComposeText(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * A file with its variables filled in.
   *
   * @param warnings what Compose prints before it goes on
   */
  record Parsed(Map<String, Object> root, String warnings) {}

  /**
   * Reads a file.
   *
   * @throws Refusal with what Compose prints
   */
  static Parsed read(String text, Map<String, String> environment) {
    ComposeText reader = new ComposeText(environment);
    Map<String, Object> root = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : map(load(text)).entrySet()) {
      root.put(entry.getKey(), reader.fill(entry.getKey(), entry.getValue()));
    }
    StringBuilder warnings = new StringBuilder();
    for (String name : reader.unset) {
      warnings.append(
          "time=\"2026-11-21T03:52:53Z\" level=warning msg=\"The \\\"%s\\\" variable is not set. Defaulting to a blank string.\"\n"
              .formatted(name));
    }
    return new Parsed(root, warnings.toString());
  }

  /** One text with its variables filled in. */
  static String expand(String text, Map<String, String> environment) {
    return new ComposeText(environment).interpolate("", text);
  }

  private static Object load(String text) {
    try {
      LoadSettings settings = LoadSettings.builder().setCodePointLimit(10_000_000).build();
      Object loaded = new Load(settings).loadFromString(text);
      if (loaded instanceof Map<?, ?>) {
        return merged(loaded);
      }
      throw new Refusal(
          500, loaded == null ? "empty compose file\n" : "Top-level object must be a mapping\n");
    } catch (MarkedYamlEngineException broken) {
      int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      // libyaml counts the lines that have ended, this parser the one it is on.
      int lines = (int) text.lines().count();
      throw new Refusal(
          500,
          "yaml: line %d: did not find expected node content\n".formatted(Math.min(line, lines)));
    } catch (YamlEngineException broken) {
      throw new Refusal(500, "yaml: " + broken.getMessage() + "\n");
    }
  }

  /** Resolves merge keys, which YAML 1.2 has no more and Compose still reads. */
  private static Object merged(Object node) {
    if (node instanceof List<?> list) {
      return list.stream().map(item -> item == null ? "" : merged(item)).toList();
    }
    if (!(node instanceof Map<?, ?> map)) {
      return node;
    }
    Map<String, Object> result = new LinkedHashMap<>();
    Object merge = map.get("<<");
    List<?> sources =
        merge instanceof List<?> several ? several : merge == null ? List.of() : List.of(merge);
    for (Object source : sources) {
      map(merged(source)).forEach(result::putIfAbsent);
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!"<<".equals(entry.getKey())) {
        Object value = entry.getValue();
        result.put(String.valueOf(entry.getKey()), value == null ? "" : merged(value));
      }
    }
    return result;
  }

  /** The mapping, or an empty one for what is none. */
  static Map<String, Object> map(Object node) {
    Map<String, Object> result = new LinkedHashMap<>();
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> result.put(String.valueOf(key), value == null ? "" : value));
    }
    return result;
  }

  private Object fill(String path, Object node) {
    if (node instanceof String text) {
      return text.indexOf('$') < 0 ? text : interpolate(path, text);
    }
    if (node instanceof List<?> list) {
      List<Object> filled = new ArrayList<>();
      list.forEach(item -> filled.add(fill(path + ".[]", item)));
      return filled;
    }
    if (node instanceof Map<?, ?> map) {
      Map<String, Object> filled = new LinkedHashMap<>();
      map(map).forEach((key, value) -> filled.put(key, fill(path + "." + key, value)));
      return filled;
    }
    return node;
  }

  private String interpolate(String path, String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(path, match::group)));
  }

  /** Gives the text of a group of the pattern; null if it did not take part. */
  private interface Groups {
    @Nullable String group(int index);
  }

  private String value(String path, Groups match) {
    if (match.group(1) != null) {
      return "$";
    }
    String braced = match.group(2);
    String name = braced == null ? String.valueOf(match.group(5)) : braced;
    String operator = Optional.ofNullable(match.group(3)).orElse("");
    String word = Optional.ofNullable(match.group(4)).orElse("");
    Optional<String> set = Optional.ofNullable(environment.get(name));
    boolean counts = set.isPresent() && (!operator.startsWith(":") || !set.get().isEmpty());
    return switch (operator.isEmpty() ? "" : operator.substring(operator.length() - 1)) {
      case "-" -> counts ? set.orElse("") : interpolate(path, word);
      case "+" -> counts ? interpolate(path, word) : "";
      case "?" -> {
        if (!counts) {
          throw new Refusal(
              500,
              "error while interpolating %s: required variable %s is missing a value: %s\n"
                  .formatted(path, name, word));
        }
        yield set.orElse("");
      }
      case String _ -> {
        if (set.isEmpty()) {
          unset.add(name);
        }
        yield set.orElse("");
      }
    };
  }
}
