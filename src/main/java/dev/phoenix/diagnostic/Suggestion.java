package dev.phoenix.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The known name that is nearest to a mistyped one. */
public final class Suggestion {
  private static final int LONGEST = 64;

  private Suggestion() {}

  /** {@code Did you mean "image"? } with a blank behind it, or the empty text. */
  public static String sentence(String typed, Collection<String> known) {
    if (typed.length() > LONGEST) {
      return "";
    }
    int most = Math.max(1, Math.min(3, typed.length() / 3));
    return known.stream()
        .filter(name -> distance(typed, name) <= most)
        .min(
            Comparator.comparingInt((String name) -> distance(typed, name))
                .thenComparing(Comparator.naturalOrder()))
        .map(name -> "Did you mean \"" + name + "\"? ")
        .orElse("");
  }

  /** Insertions, deletions and replacements from one to the other, whatever the case. */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
