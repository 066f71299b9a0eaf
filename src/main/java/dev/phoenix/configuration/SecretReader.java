package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${env:NAME}} and {@code ${file:path}}. Every other {@code ${...}} belongs to
 * Docker Compose and stays. No message holds a value.
 */
final class SecretReader {
  private final Path workspace;
  private final SecretSource source;
  private final Diagnostics diagnostics;

  SecretReader(Path workspace, SecretSource source, Diagnostics diagnostics) {
    this.workspace = workspace;
    this.source = source;
    this.diagnostics = diagnostics;
  }

  static boolean isReference(String text) {
    return text.contains("${env:") || text.contains("${file:");
  }

  /** The secret of a field that wants one; a literal is taken with a warning. */
  @Nullable Secret read(String text, Position place, String field) {
    if (isReference(text)) {
      return resolve(text, place, field);
    }
    if (text.isEmpty()) {
      return null;
    }
    source.noticed(new Secret(text));
    literal(place, field);
    return remember(text, place, field);
  }

  /** Says that a secret stands in the file. */
  void literal(Position place, String field) {
    diagnostics.add(
        Diagnostic.warning(
                "a secret stands in the file",
                "Whoever reads the file has it. Move the value to an environment variable or a file"
                    + " and write \"${env:NAME}\" or \"${file:path}\" here.")
            .at(place)
            .about(field));
  }

  /** The text with its references replaced; null after an error. */
  @Nullable Secret resolve(String text, Position place, String field) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int start = next(text, at);
      if (start < 0) {
        out.append(text, at, text.length());
        break;
      }
      int end = text.indexOf('}', start);
      if (end < 0) {
        error("the reference has no closing brace", "Write ${env:NAME}.", place, field);
        return null;
      }
      String value = value(text.substring(start + 2, end), place, field);
      if (value == null) {
        return null;
      }
      out.append(text, at, start).append(value);
      at = end + 1;
    }
    return remember(out.toString(), place, field);
  }

  private static int next(String text, int from) {
    int environment = text.indexOf("${env:", from);
    int file = text.indexOf("${file:", from);
    return environment < 0 || file < 0 ? Math.max(environment, file) : Math.min(environment, file);
  }

  private @Nullable String value(String reference, Position place, String field) {
    int colon = reference.indexOf(':');
    String name = reference.substring(colon + 1);
    return reference.startsWith("env:")
        ? fromEnvironment(name, place, field)
        : fromFile(name, place, field);
  }

  private @Nullable String fromEnvironment(String name, Position place, String field) {
    String value = source.environment(name);
    if (value == null || value.isEmpty()) {
      error(
          "the environment variable " + name + (value == null ? " is not set" : " is empty"),
          "This field takes its value from it. Set it before you run phoenix.",
          place,
          field);
      return null;
    }
    return value;
  }

  private @Nullable String fromFile(String name, Position place, String field) {
    Obstacle why;
    try {
      Path path = workspace.resolve(name);
      why = new Obstacle("it is empty", "Write the secret into it.");
      String value = read(path);
      if (!value.isEmpty()) {
        return value;
      }
    } catch (InvalidPathException invalid) {
      why = new Obstacle("its name is not a path", "Correct the name.");
    } catch (UnreadableFile failure) {
      why = failure.obstacle();
    }
    error(
        "the file " + name + " gives no secret",
        "This field takes its value from it, and "
            + why.reason()
            + ". "
            + why.next()
            + " A path that is not absolute begins at the workspace.",
        place,
        field);
    return null;
  }

  private String read(Path path) throws UnreadableFile {
    try {
      return source.file(path);
    } catch (IOException failure) {
      throw new UnreadableFile(Obstacle.of(path, failure));
    }
  }

  private Secret remember(String value, Position place, String field) {
    if (value.length() < Redaction.SHORTEST) {
      diagnostics.add(
          Diagnostic.warning(
                  "the secret is shorter than " + Redaction.SHORTEST + " characters",
                  "phoenix cannot recognise it in what servers answer, so it may be shown.")
              .at(place)
              .about(field));
    }
    return new Secret(value);
  }

  private void error(String summary, String detail, Position place, String field) {
    diagnostics.add(Diagnostic.error(summary, detail).at(place).about(field));
  }
}
