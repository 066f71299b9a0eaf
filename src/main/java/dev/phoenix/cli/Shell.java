package dev.phoenix.cli;

/** Words as a shell reads them, for commands that people are told to run. */
final class Shell {
  private Shell() {}

  static String word(String text) {
    return text.matches("[A-Za-z0-9_./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
