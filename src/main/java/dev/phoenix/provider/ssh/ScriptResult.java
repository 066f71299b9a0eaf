package dev.phoenix.provider.ssh;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a script ended with. */
public record ScriptResult(int exit, String output, String errors) {
  public boolean succeeded() {
    return exit == 0;
  }

  /** The lines of the output that read {@code key=value}. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    output
        .lines()
        .forEach(line -> {
          int equals = line.indexOf('=');
          if (equals > 0) {
            values.put(line.substring(0, equals), line.substring(equals + 1).strip());
          }
        });
    return values;
  }

  /** What it complained of, or what it said if it did not complain; one line. */
  public String complaint() {
    String text = errors.isBlank() ? output : errors;
    String joined = String.join("; ", text.strip().lines().map(String::strip).toList());
    return joined.isEmpty() ? "exit " + exit : joined;
  }
}
