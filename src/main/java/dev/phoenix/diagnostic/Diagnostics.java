package dev.phoenix.diagnostic;

import java.util.ArrayList;
import java.util.List;

/** Collects diagnostics from every stage, so that all are reported together. Safe for threads. */
public final class Diagnostics {
  private final List<Diagnostic> collected = new ArrayList<>();

  public synchronized void add(Diagnostic diagnostic) {
    collected.add(diagnostic);
  }

  public synchronized void addAll(Iterable<Diagnostic> diagnostics) {
    diagnostics.forEach(collected::add);
  }

  public synchronized boolean isEmpty() {
    return collected.isEmpty();
  }

  public synchronized boolean hasErrors() {
    return collected.stream().anyMatch(Diagnostic::isError);
  }

  /** Everything collected so far, once each, sorted by place. */
  public synchronized List<Diagnostic> sorted() {
    return collected.stream().distinct().sorted().toList();
  }
}
