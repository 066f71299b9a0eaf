package dev.phoenix.view;

import java.util.function.UnaryOperator;

/**
 * How one stream is written to.
 *
 * @param coloured escape sequences on a terminal, nothing elsewhere
 * @param hints completes the commands that sentences tell people to run
 */
public record Style(boolean coloured, UnaryOperator<String> hints) {
  public static final Style PLAIN = new Style(false);

  /** For sentences that are complete. */
  public Style(boolean coloured) {
    this(coloured, UnaryOperator.identity());
  }

  Style with(UnaryOperator<String> completing) {
    return new Style(coloured, completing);
  }

  /** A sentence of ours; no content of a file is one. */
  String hint(String sentence) {
    return hints.apply(sentence);
  }

  String red(String text) {
    return wrap("31", text);
  }

  String green(String text) {
    return wrap("32", text);
  }

  String yellow(String text) {
    return wrap("33", text);
  }

  String cyan(String text) {
    return wrap("36", text);
  }

  String bold(String text) {
    return wrap("1", text);
  }

  String dim(String text) {
    return wrap("2", text);
  }

  private String wrap(String code, String text) {
    return coloured && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
