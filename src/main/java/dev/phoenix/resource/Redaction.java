package dev.phoenix.resource;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Replaces every known secret value in a text. Each sink (terminal, log, JSON, exception) passes
 * its text through here, so that a value that a server echoes is caught too. Safe for threads.
 */
public final class Redaction {
  /** Shorter values would blank out ordinary words; a warning says so where one is configured. */
  public static final int SHORTEST = 4;

  private final ConcurrentMap<String, Boolean> values = new ConcurrentHashMap<>();
  private volatile List<String> longestFirst = List.of();

  public void add(Secret secret) {
    String value = secret.reveal();
    if (value.length() >= SHORTEST && values.putIfAbsent(value, true) == null) {
      longestFirst =
          values.keySet().stream()
              .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(v -> v))
              .toList();
    }
  }

  public String redact(String text) {
    String result = text;
    for (String value : longestFirst) {
      if (result.contains(value)) {
        result = result.replace(value, "(sensitive)");
      }
    }
    return result;
  }
}
