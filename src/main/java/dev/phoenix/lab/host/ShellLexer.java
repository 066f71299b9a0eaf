package dev.phoenix.lab.host;

import java.util.ArrayList;
import java.util.List;

/** Cuts shell text into words, operators and line ends. */
final class ShellLexer {
  private static final List<String> OPERATORS =
      List.of("&&", "||", ">>", ">&", "<&", ";;", ";", "|", "(", ")", "<", ">", "&", "\n");

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int at;

  ShellLexer(String text) {
    this.text = text;
  }

  /** Operators stand as themselves; words are never equal to one, since those would be quoted. */
  List<String> tokens() {
    while (at < text.length()) {
      char next = text.charAt(at);
      if (next == ' ' || next == '\t' || next == '\r') {
        at++;
      } else if (text.startsWith("\\\n", at)) {
        at += 2;
      } else if (next == '#') {
        skipComment();
      } else {
        tokens.add(token());
      }
    }
    return tokens;
  }

  private void skipComment() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private String token() {
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, at)) {
        at += operator.length();
        return operator;
      }
    }
    int start = at;
    while (at < text.length() && " \t\r\n;|&()<>".indexOf(text.charAt(at)) < 0) {
      at = endOfPiece(text, at);
    }
    boolean descriptor = at - start == 1 && Character.isDigit(text.charAt(start));
    if (descriptor && at < text.length() && "<>".indexOf(text.charAt(at)) >= 0) {
      return "fd" + text.charAt(start) + "\0";
    }
    return text.substring(start, at);
  }

  /** The end of the quoted or plain piece that begins here. */
  static int endOfPiece(String text, int from) {
    char next = text.charAt(from);
    if (next == '\\') {
      return Math.min(from + 2, text.length());
    }
    if (next == '\'') {
      return closing(text, text.indexOf('\'', from + 1));
    }
    if (next == '"') {
      int at = from + 1;
      while (at < text.length() && text.charAt(at) != '"') {
        at = text.charAt(at) == '$' || text.charAt(at) == '\\' ? endOfPiece(text, at) : at + 1;
      }
      return closing(text, at < text.length() ? at : -1);
    }
    if (text.startsWith("$(", from)) {
      int at = from + 2;
      while (at < text.length() && text.charAt(at) != ')') {
        at = endOfPiece(text, at);
      }
      return closing(text, at < text.length() ? at : -1);
    }
    return from + 1;
  }

  private static int closing(String text, int end) {
    if (end < 0) {
      throw new ShellSyntax("Unterminated quoted string in: " + text.length() + " characters");
    }
    return end + 1;
  }
}
