package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.Yaml.Entry;
import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.configuration.compose.Yaml.Scalar;
import dev.phoenix.configuration.compose.Yaml.Sequence;
import dev.phoenix.configuration.compose.Yaml.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in the text of a Compose file the labels of a service go. Takes the plain case for granted:
 * who applies the edits checks what came out.
 */
final class LabelEdit {
  static final Span NOWHERE = new Span(0, 0, 0, 0);

  private LabelEdit() {}

  /** A stretch of the text and what takes its place. */
  record Edit(int start, int end, String replacement) {}

  static String apply(String text, List<Edit> edits) {
    StringBuilder result = new StringBuilder(text);
    edits.stream()
        .sorted(Comparator.comparingInt(Edit::start).reversed())
        .forEach(edit -> result.replace(edit.start(), edit.end(), edit.replacement()));
    return result.toString();
  }

  static Scalar item(String key, String value) {
    return new Scalar(key + "=" + value, false, NOWHERE);
  }

  static Entry entry(String key, String value) {
    return new Entry(new Scalar(key, false, NOWHERE), new Scalar(value, false, NOWHERE), false);
  }

  static String keyOf(String item) {
    int equals = item.indexOf('=');
    return equals < 0 ? item : item.substring(0, equals);
  }

  /**
   * The edits for one service.
   *
   * @param own its labels now; null if it has none
   * @param merged its labels as they are to be
   * @param wanted what is new or has another value
   */
  static List<Edit> of(
      String text, Mapping body, @Nullable Entry own, Yaml merged, Map<String, String> wanted) {
    if (own == null || own.merged()) {
      return List.of(newSection(text, body, merged));
    }
    Map<String, String> added = new LinkedHashMap<>(wanted);
    List<Edit> edits = new ArrayList<>();
    switch (own.value()) {
      case Mapping map -> {
        map.entries()
            .forEach((key, entry) -> {
              String value = added.remove(key);
              if (value != null) {
                edits.add(replace(entry.value(), YamlWriter.quoted(value)));
              }
            });
        insert(text, map, map.flow(), map.entries().isEmpty(), lines(added, true), edits);
      }
      case Sequence list -> {
        for (Yaml item : list.items()) {
          String key = item instanceof Scalar scalar ? keyOf(scalar.text()) : "";
          String value = added.remove(key);
          if (value != null) {
            edits.add(replace(item, YamlWriter.quoted(key + "=" + value)));
          }
        }
        insert(text, list, list.flow(), list.items().isEmpty(), lines(added, false), edits);
      }
      case Scalar nothing -> edits.add(underKey(text, own.key(), lines(added, false)));
    }
    return edits;
  }

  private static List<String> lines(Map<String, String> labels, boolean asMap) {
    List<String> lines = new ArrayList<>();
    labels.forEach((key, value) ->
        lines.add(
            asMap
                ? YamlWriter.quoted(key) + ": " + YamlWriter.quoted(value)
                : "- " + YamlWriter.quoted(key + "=" + value)));
    return lines;
  }

  private static Edit newSection(String text, Mapping body, Yaml merged) {
    Span first =
        body.entries().values().stream()
            .filter(entry -> !entry.merged())
            .map(entry -> entry.key().span())
            .min(Comparator.comparingInt(Span::start))
            .orElse(body.span());
    String indent = " ".repeat(first.column() - 1);
    StringBuilder section = new StringBuilder(indent).append("labels:\n");
    YamlWriter.write(merged, indent + "  ", section);
    int at = lineStart(text, first.start());
    return new Edit(at, at, section.toString());
  }

  private static Edit replace(Yaml value, String by) {
    Span span = value.span();
    boolean empty = span.start() == span.end();
    return new Edit(span.start(), span.end(), empty ? " " + by : by);
  }

  private static void insert(
      String text, Yaml labels, boolean flow, boolean empty, List<String> lines, List<Edit> edits) {
    if (lines.isEmpty()) {
      return;
    }
    Span span = labels.span();
    if (flow) {
      List<String> bare =
          lines.stream().map(line -> line.startsWith("- ") ? line.substring(2) : line).toList();
      String inside = String.join(", ", bare) + (empty ? "" : ", ");
      edits.add(new Edit(span.start() + 1, span.start() + 1, inside));
      return;
    }
    String indent = " ".repeat(span.column() - 1);
    StringBuilder block = new StringBuilder();
    lines.forEach(line -> block.append(indent).append(line).append('\n'));
    int at = lineStart(text, span.start());
    edits.add(new Edit(at, at, block.toString()));
  }

  private static Edit underKey(String text, Scalar key, List<String> lines) {
    String indent = " ".repeat(key.span().column() + 1);
    StringBuilder block = new StringBuilder();
    lines.forEach(line -> block.append('\n').append(indent).append(line));
    int end = text.indexOf('\n', key.span().end());
    int at = end < 0 ? text.length() : end;
    return new Edit(at, at, block.toString());
  }

  private static int lineStart(String text, int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }
}
