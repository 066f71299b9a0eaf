package dev.phoenix.lab.host;

import java.util.Arrays;
import java.util.List;

/** What a word of a shell text becomes: quotes are removed, variables and commands put in. */
final class Expansion {
  private final Shell shell;

  Expansion(Shell shell) {
    this.shell = shell;
  }

  /** None where nothing is left that quotes do not keep; what a bare command says is split. */
  List<String> wordsOf(String word, Streams streams) {
    if (word.equals("\"$@\"")) {
      return shell.arguments();
    }
    String expanded = of(word, streams);
    boolean bare = word.startsWith("$(") && ShellLexer.endOfPiece(word, 0) == word.length();
    if (bare) {
      return Arrays.stream(expanded.split("\\s+", -1)).filter(field -> !field.isEmpty()).toList();
    }
    boolean kept = !expanded.isEmpty() || word.indexOf('"') >= 0 || word.indexOf('\'') >= 0;
    return kept ? List.of(expanded) : List.of();
  }

  String of(String word, Streams streams) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < word.length()) {
      int end = ShellLexer.endOfPiece(word, at);
      String piece = word.substring(at, end);
      if (piece.startsWith("'")) {
        result.append(piece, 1, piece.length() - 1);
        at = end;
      } else if (piece.startsWith("\"")) {
        result.append(quoted(piece.substring(1, piece.length() - 1), streams));
        at = end;
      } else if (piece.startsWith("\\")) {
        result.append(piece.substring(1));
        at = end;
      } else {
        at = dollar(word, at, result, streams);
      }
    }
    return result.toString();
  }

  private String quoted(String text, Streams streams) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      boolean escaped = text.charAt(at) == '\\' && at + 1 < text.length();
      if (escaped && "$`\"\\\n".indexOf(text.charAt(at + 1)) >= 0) {
        result.append(text.charAt(at + 1));
        at += 2;
      } else {
        at = dollar(text, at, result, streams);
      }
    }
    return result.toString();
  }

  /** Appends the character or the substitution that begins here; gives where the next begins. */
  private int dollar(String text, int at, StringBuilder result, Streams streams) {
    if (text.startsWith("$(", at)) {
      int end = ShellLexer.endOfPiece(text, at);
      result.append(shell.substitute(text.substring(at + 2, end - 1), streams));
      return end;
    }
    if (text.charAt(at) != '$' || at + 1 == text.length()) {
      result.append(text.charAt(at));
      return at + 1;
    }
    boolean braced = text.charAt(at + 1) == '{';
    int start = braced ? at + 2 : at + 1;
    int end = start;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    if (end == start && end < text.length()) {
      end++;
    }
    result.append(shell.value(text.substring(start, end)));
    return braced ? text.indexOf('}', end) + 1 : end;
  }
}
