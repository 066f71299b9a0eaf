package dev.phoenix.view;

import java.util.ArrayList;
import java.util.List;

/** Texts of others in Markdown, where they mean nothing but themselves. */
final class Markdown {
  private static final String FENCE = "```";

  /** What neither Markdown nor HTML sees a meaning in. */
  private static final String PLAIN = " .,:;/()=%+-'\"?";

  private Markdown() {}

  /** As text: no markup, no HTML, and nobody is called by an at sign. */
  static String text(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (c == '\n' || c == '\r') {
            safe.append(' ');
          } else if (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0) {
            safe.appendCodePoint(c);
          } else {
            safe.append("&#").append(c).append(c == '@' ? ";&#8203;" : ";");
          }
        });
    return safe.toString();
  }

  static String code(String text) {
    return "<code>" + text(text) + "</code>";
  }

  /** A block that ends where it should, whatever is in it. */
  static List<String> fenced(String language, List<String> lines) {
    String fence = FENCE;
    while (contains(lines, fence)) {
      fence += "`";
    }
    List<String> block = new ArrayList<>();
    block.add(fence + language);
    block.addAll(lines);
    block.add(fence);
    return block;
  }

  private static boolean contains(List<String> lines, String fence) {
    return lines.stream().anyMatch(line -> line.contains(fence));
  }
}
