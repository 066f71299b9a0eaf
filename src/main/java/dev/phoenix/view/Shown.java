package dev.phoenix.view;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be shown of a line of a file. A file with a mistake may never have been understood, so
 * nobody knows yet which of its values are secrets: the names before them have to do.
 */
final class Shown {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?:[\\w.-]*(?:pas|pwd|secr|tok|key|credent)[\\w.-]*[\"']?|[\"']?value[\"']?)\\s*[:=]",
          Pattern.CASE_INSENSITIVE);

  /** Nothing at all, a bracket that opens, or references only. */
  private static final Pattern HARMLESS =
      Pattern.compile("\\s*[\"']?(?:[\\[{]|(?:\\$\\{(?:env|file):[^}\"']*})+)?[\"']?[\\s,}\\]]*");

  private Shown() {}

  /** The line, up to the first name that says that a secret follows. */
  static String of(String line) {
    Matcher name = SECRET.matcher(line);
    while (name.find()) {
      if (!HARMLESS.matcher(line.substring(name.end())).matches()) {
        return line.substring(0, name.end()) + " (hidden)";
      }
    }
    return line;
  }
}
