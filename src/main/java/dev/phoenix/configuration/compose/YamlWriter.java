package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.Yaml.Entry;
import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.configuration.compose.Yaml.Scalar;
import dev.phoenix.configuration.compose.Yaml.Sequence;

/** Writes a YAML tree in block style, two blanks a level; always the same text for one tree. */
final class YamlWriter {
  private YamlWriter() {}

  static String write(Yaml root) {
    StringBuilder out = new StringBuilder();
    write(root, "", out);
    return out.toString();
  }

  /** Writes the lines of a value; a value that needs no lines of its own becomes one. */
  static void write(Yaml value, String indent, StringBuilder out) {
    switch (value) {
      case Mapping map when !map.entries().isEmpty() ->
          map.entries()
              .values()
              .forEach(entry -> child(indent + key(entry) + ":", entry.value(), indent, out));
      case Sequence list when !list.items().isEmpty() ->
          list.items().forEach(item -> child(indent + "-", item, indent, out));
      case Yaml single -> out.append(indent).append(inline(single)).append('\n');
    }
  }

  private static void child(String lead, Yaml value, String indent, StringBuilder out) {
    boolean block =
        (value instanceof Mapping map && !map.entries().isEmpty())
            || (value instanceof Sequence list && !list.items().isEmpty());
    out.append(lead);
    if (block) {
      out.append('\n');
      write(value, indent + "  ", out);
    } else {
      out.append(' ').append(inline(value)).append('\n');
    }
  }

  private static String key(Entry entry) {
    return scalar(entry.key());
  }

  private static String inline(Yaml value) {
    return switch (value) {
      case Scalar scalar -> scalar(scalar);
      case Mapping map -> "{}";
      case Sequence list -> "[]";
    };
  }

  private static String scalar(Scalar scalar) {
    if (scalar.isNull()) {
      return "null";
    }
    return scalar.plain() && scalar.text().indexOf('\n') < 0
        ? scalar.text()
        : quoted(scalar.text());
  }

  /** The text in double quotes. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            default -> {
              if (c < ' ' || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029) {
                out.append("\\u%04x".formatted(c));
              } else {
                out.appendCodePoint(c);
              }
            }
          }
        });
    return out.append('"').toString();
  }
}
