package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Diagnostics as plain text, one paragraph each. */
final class Rendering {
  private Rendering() {}

  /** What is said while something is done. */
  static String of(Consumer<Diagnostics> work) {
    Diagnostics diagnostics = new Diagnostics();
    work.accept(diagnostics);
    return of(diagnostics);
  }

  static String of(Diagnostics diagnostics) {
    return diagnostics.sorted().stream()
        .map(Rendering::of)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String of(Diagnostic one) {
    return one.severity().name().toLowerCase(Locale.ROOT)
        + " "
        + (one.position() == null ? "-" : one.position())
        + (one.subject() == null ? "" : " " + one.subject())
        + "\n  "
        + one.summary()
        + (one.detail().isEmpty() ? "" : "\n  " + one.detail());
  }
}
