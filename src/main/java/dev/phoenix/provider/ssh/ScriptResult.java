package dev.phoenix.provider.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** What the line {@code key=...} says in base64; empty if there is none, or none of that. */
  public Optional<String> decoded(String key) {
    String content = values().get(key);
    try {
      return Optional.ofNullable(content)
          .map(it -> new String(Base64.getDecoder().decode(it), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException garbled) {
      return Optional.empty();
    }
  }

  /** Whether it never began because sudo is not there or does not let this user. */
  boolean refusedBySudo() {
    return complaints()
        .findFirst()
        .map(line -> line.matches("sudo: .*|env: .?sudo.*"))
        .orElse(false);
  }

  /** Without what sudo says of a machine that does not know its own name, and does all the same. */
  private Stream<String> complaints() {
    return errors.lines().filter(line -> !line.startsWith("sudo: unable to resolve host"));
  }

  /** What it complained of, or what it said if it did not complain; one line. */
  public String complaint() {
    String wrong = complaints().collect(Collectors.joining("\n"));
    String text = wrong.isBlank() ? output : wrong;
    String joined = String.join("; ", text.strip().lines().map(String::strip).toList());
    return joined.isEmpty() ? "exit " + exit : joined;
  }
}
