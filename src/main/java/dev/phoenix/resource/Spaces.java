package dev.phoenix.resource;

/**
 * A text with one blank in the place of each run of blanks and line ends, so that what was broken
 * into lines and indented is found in it.
 */
final class Spaces {
  private final StringBuilder single = new StringBuilder();
  private final int[] places;

  Spaces(String text) {
    places = new int[text.length()];
    for (int i = 0; i < text.length(); i++) {
      boolean blank = Character.isWhitespace(text.charAt(i));
      if (!blank || single.isEmpty() || single.charAt(single.length() - 1) != ' ') {
        places[single.length()] = i;
        single.append(blank ? ' ' : text.charAt(i));
      }
    }
  }

  static String single(String text) {
    return new Spaces(text.strip()).text();
  }

  String text() {
    return single.toString();
  }

  /** Where in the text as it was the character stands. */
  int at(int index) {
    return places[index];
  }
}
