package dev.phoenix.resource;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces every known secret value in a text, also where it was encoded or broken into lines. Each
 * sink (terminal, log, JSON, exception) passes its text through here, so that a value that a server
 * echoes is caught too. Safe for threads.
 */
public final class Redaction {
  /** Shorter values would blank out ordinary words; a warning says so where one is configured. */
  public static final int SHORTEST = 4;

  private static final String INSTEAD = "(sensitive)";

  private final Set<String> values = new HashSet<>();
  // Null after an add: many values are added before anything is said.
  private @Nullable Known known;

  public synchronized void add(Secret secret) {
    String value = secret.reveal();
    if (value.length() >= SHORTEST && values.add(value)) {
      known = null;
    }
  }

  /** Values that overlap or touch are replaced as one, so that nothing is left of either. */
  public String redact(String text) {
    BitSet hidden = known().in(text);
    if (hidden.isEmpty()) {
      return text;
    }
    StringBuilder result = new StringBuilder();
    int copied = 0;
    for (int at = hidden.nextSetBit(0); at >= 0; at = hidden.nextSetBit(copied)) {
      result.append(text, copied, at).append(INSTEAD);
      copied = hidden.nextClearBit(at);
    }
    return result.append(text, copied, text.length()).toString();
  }

  private synchronized Known known() {
    Known now = known;
    if (now == null) {
      now = new Known(values);
      known = now;
    }
    return now;
  }

  private static final class Known {
    private final Index readable = new Index();
    private final Index inBase64 = new Index();
    private final Index spaced = new Index();

    Known(Set<String> values) {
      for (String value : values) {
        SecretForms.readable(value).forEach(readable::add);
        SecretForms.inBase64(value).forEach(inBase64::add);
        String onOneLine = Spaces.single(value);
        if (onOneLine.indexOf(' ') >= 0) {
          spaced.add(onOneLine);
        }
      }
    }

    /** The characters that show something. */
    BitSet in(String text) {
      BitSet hidden = new BitSet();
      readable.find(text, hidden::set);
      // A group at either end has bytes of the value and of its neighbour.
      inBase64.find(text, (from, to) -> hidden.set(wordBegin(text, from), wordEnd(text, to)));
      if (!spaced.isEmpty()) {
        Spaces spaces = new Spaces(text);
        spaced.find(
            spaces.text(), (from, to) -> hidden.set(spaces.at(from), spaces.at(to - 1) + 1));
      }
      return hidden;
    }

    private static int wordBegin(String text, int from) {
      int at = from;
      while (at > 0 && isBase64(text.charAt(at - 1))) {
        at--;
      }
      return at;
    }

    private static int wordEnd(String text, int to) {
      int at = to;
      while (at < text.length() && isBase64(text.charAt(at))) {
        at++;
      }
      return at;
    }

    private static boolean isBase64(char c) {
      return c < 128 && (Character.isLetterOrDigit(c) || "+/-_=".indexOf(c) >= 0);
    }
  }

  /** What is told of each place. */
  private interface Found {
    void in(int from, int to);
  }

  /** Finds values by how they begin, so that a text is gone through once for all of them. */
  private static final class Index {
    private static final int SLOTS = 1 << 12;

    private static final int FIRSTS = 1 << 8;

    private final boolean[] firsts = new boolean[FIRSTS];
    private final boolean[] begins = new boolean[SLOTS];
    private final Map<Integer, List<String>> bySlot = new HashMap<>();

    void add(String value) {
      if (value.length() >= SHORTEST) {
        firsts[value.charAt(0) % FIRSTS] = true;
        begins[slot(value, 0)] = true;
        bySlot.computeIfAbsent(slot(value, 0), _ -> new ArrayList<>()).add(value);
      }
    }

    boolean isEmpty() {
      return bySlot.isEmpty();
    }

    private static int slot(String text, int at) {
      int hash = 0;
      for (int i = at; i < at + SHORTEST; i++) {
        hash = hash * 31 + text.charAt(i);
      }
      return (hash ^ (hash >>> 12)) & (SLOTS - 1);
    }

    void find(String text, Found found) {
      for (int at = 0; at <= text.length() - SHORTEST; at++) {
        if (firsts[text.charAt(at) % FIRSTS] && begins[slot(text, at)]) {
          for (String value : bySlot.getOrDefault(slot(text, at), List.of())) {
            if (text.startsWith(value, at)) {
              found.in(at, at + value.length());
            }
          }
        }
      }
    }
  }
}
