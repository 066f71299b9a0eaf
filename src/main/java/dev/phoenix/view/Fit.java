package dev.phoenix.view;

/** Text cut to the columns that there are; dots stand where something is left out. */
final class Fit {
  private static final String DOTS = "...";
  private static final int LEAST = 16;

  private Fit() {}

  /** The beginning of the text. */
  static String of(String text, int columns) {
    return from(text, 0, columns);
  }

  /** The text from this place on, with a little of what stands before it. */
  static String from(String text, int place, int columns) {
    int room = Math.max(columns, LEAST);
    if (text.length() <= room) {
      return text;
    }
    int begin = place + LEAST / 2 <= room ? 0 : Math.min(place - LEAST / 2, text.length() - room);
    String head = begin > 0 ? DOTS : "";
    String rest = text.substring(begin + head.length());
    int left = room - head.length();
    return head + (rest.length() <= left ? rest : rest.substring(0, left - DOTS.length()) + DOTS);
  }

  /** Where two texts begin to differ. */
  static int difference(String one, String other) {
    int at = 0;
    while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at;
  }
}
