package dev.phoenix.diagnostic;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The known name that is nearest to a mistyped one. */
public final class Nearest {
  private static final int LONGEST = 64;

  private Nearest() {}

  /** Null where none is near. */
  public static @Nullable String to(String typed, Collection<String> known) {
    if (typed.length() > LONGEST) {
      return null;
    }
    int most = Math.max(1, Math.min(3, typed.length() / 3));
    String nearest = null;
    int least = most;
    for (String name : known) {
      int distance = apart(typed, name, most);
      boolean nearer = nearest == null || distance < least || name.compareTo(nearest) < 0;
      if (distance <= least && nearer) {
        nearest = name;
        least = distance;
      }
    }
    return nearest;
  }

  /** The distance; above what is looked for if already the lengths are. */
  private static int apart(String one, String other, int most) {
    return Math.abs(one.length() - other.length()) > most ? most + 1 : distance(one, other);
  }

  /** Insertions, deletions, replacements and swaps of neighbours, whatever the case. */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    boolean equal = a.charAt(i - 1) == b.charAt(j - 1);
    int replaced = cost[i - 1][j - 1] + (equal ? 0 : 1);
    int cheapest = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(cheapest, cost[i - 2][j - 2] + 1) : cheapest;
  }
}
