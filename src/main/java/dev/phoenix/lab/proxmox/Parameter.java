package dev.phoenix.lab.proxmox;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that a call takes.
 *
 * @param indexed whether a number follows the name
 * @param choices the only values it takes; any if empty
 * @param since the first release that knows it, as 804; 0 if all do
 */
record Parameter(
    String name,
    boolean indexed,
    boolean required,
    Type type,
    Range range,
    List<String> choices,
    int since) {

  /** What a value looks like. */
  enum Type {
    TEXT("string"),
    INTEGER("integer"),
    NUMBER("number"),
    FLAG("boolean"),
    LIST("array");

    /** How the server calls it. */
    final String word;

    Type(String word) {
      this.word = word;
    }
  }

  /** The numbers that it takes. */
  record Range(long from, long to) {
    static final Range ALL = new Range(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static final Pattern TEXT =
      Pattern.compile(
          "([A-Za-z_][-\\w]*)(\\[n])?(!)?(?::([inba]))?"
              + "(?:\\((-?[0-9]+)?,([0-9]+)?\\))?(?:=([^@]+))?(?:@([0-9]+)\\.([0-9]+))?");

  /**
   * Reads {@code name[n]!:i(1,8)=a|b@8.1}: indexed, required, integer ({@code n} number, {@code b}
   * boolean, {@code a} list, else text), range, choices, first release.
   */
  static Parameter of(String text) {
    Matcher found = TEXT.matcher(text);
    if (!found.matches()) {
      throw new IllegalArgumentException("not a parameter: " + text);
    }
    String choices = found.group(7);
    return new Parameter(
        found.group(1),
        found.group(2) != null,
        found.group(3) != null,
        type(found.group(4)),
        new Range(bound(found.group(5), Long.MIN_VALUE), bound(found.group(6), Long.MAX_VALUE)),
        choices == null ? List.of() : List.of(choices.split("\\|")),
        found.group(8) == null
            ? 0
            : Integer.parseInt(found.group(8)) * 100 + Integer.parseInt(found.group(9)));
  }

  private static long bound(@Nullable String text, long otherwise) {
    return text == null ? otherwise : Long.parseLong(text);
  }

  private static Type type(@Nullable String letter) {
    return switch (letter == null ? "" : letter) {
      case "i" -> Type.INTEGER;
      case "n" -> Type.NUMBER;
      case "b" -> Type.FLAG;
      case "a" -> Type.LIST;
      case String _ -> Type.TEXT;
    };
  }

  boolean names(String key) {
    return indexed
        ? key.startsWith(name) && key.substring(name.length()).matches("0|[1-9][0-9]*")
        : key.equals(name);
  }

  /** What is wrong with a value, in the words of PVE::JSONSchema; null if nothing is. */
  @Nullable String error(String value) {
    boolean typed =
        switch (type) {
          case TEXT, LIST -> true;
          case INTEGER -> value.matches("[+-]?[0-9]{1,18}");
          case NUMBER -> value.matches("[+-]?[0-9]+(\\.[0-9]+)?");
          case FLAG -> value.equals("1") || value.equals("0");
        };
    if (!typed) {
      return "type check ('" + type.word + "') failed - got '" + value + "'";
    }
    if (!choices.isEmpty() && !choices.contains(value)) {
      return "value '"
          + value
          + "' does not have a value in the enumeration '"
          + String.join(", ", choices)
          + "'";
    }
    return outside(value);
  }

  private @Nullable String outside(String value) {
    if (type != Type.INTEGER && type != Type.NUMBER) {
      return null;
    }
    double number = Double.parseDouble(value);
    if (number < range.from()) {
      return "value must have a minimum value of " + range.from();
    }
    return number > range.to() ? "value must have a maximum value of " + range.to() : null;
  }
}
