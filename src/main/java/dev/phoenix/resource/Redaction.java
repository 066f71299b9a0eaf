package dev.phoenix.resource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces every known secret value in a text. Each sink (terminal, log, JSON, exception) passes
 * its text through here, so that a value that a server echoes is caught too. Safe for threads.
 */
public final class Redaction {
  /** Shorter values would blank out ordinary words; a warning says so where one is configured. */
  public static final int SHORTEST = 4;

  private static final String INSTEAD = "(sensitive)";

  private final Set<String> values = new HashSet<>();
  // Null after an add: many values are added before anything is said.
  private @Nullable Index index;

  public synchronized void add(Secret secret) {
    String value = secret.reveal();
    if (value.length() >= SHORTEST && values.add(value)) {
      index = null;
    }
  }

  /** Values that overlap are replaced as one, so that nothing is left of either. */
  public String redact(String text) {
    Index known = index();
    StringBuilder result = new StringBuilder();
    int copied = 0;
    for (int at = 0; at <= text.length() - SHORTEST; at++) {
      int end = known.end(text, at);
      if (end > at) {
        for (int inside = at + 1; inside < end; inside++) {
          end = Math.max(end, known.end(text, inside));
        }
        result.append(text, copied, at).append(INSTEAD);
        copied = end;
        at = end - 1;
      }
    }
    return copied == 0 ? text : result.append(text, copied, text.length()).toString();
  }

  private synchronized Index index() {
    Index known = index;
    if (known == null) {
      known = new Index(values);
      index = known;
    }
    return known;
  }

  /** Finds values by how they begin, so that a text is gone through once for all of them. */
  private static final class Index {
    private static final int SLOTS = 1 << 12;

    private static final int FIRSTS = 1 << 8;

    private final boolean[] firsts = new boolean[FIRSTS];
    private final boolean[] begins = new boolean[SLOTS];
    private final Map<Integer, List<String>> bySlot = new HashMap<>();

    Index(Set<String> values) {
      for (String value : values) {
        firsts[value.charAt(0) % FIRSTS] = true;
        begins[slot(value, 0)] = true;
        bySlot.computeIfAbsent(slot(value, 0), _ -> new ArrayList<>()).add(value);
      }
    }

    private static int slot(String text, int at) {
      int hash = 0;
      for (int i = at; i < at + SHORTEST; i++) {
        hash = hash * 31 + text.charAt(i);
      }
      return (hash ^ (hash >>> 12)) & (SLOTS - 1);
    }

    /** Where the longest value ends that begins here; here, if none does. */
    int end(String text, int at) {
      int end = at;
      if (at <= text.length() - SHORTEST
          && firsts[text.charAt(at) % FIRSTS]
          && begins[slot(text, at)]) {
        for (String value : bySlot.getOrDefault(slot(text, at), List.of())) {
          if (at + value.length() > end && text.startsWith(value, at)) {
            end = at + value.length();
          }
        }
      }
      return end;
    }
  }
}
