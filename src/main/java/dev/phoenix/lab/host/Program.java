package dev.phoenix.lab.host;

import java.util.List;
import java.util.function.Supplier;

/** A program that a machine has besides those that all have. */
@FunctionalInterface
public interface Program {
  /**
   * Runs it.
   *
   * @param input what it reads, if it does
   */
  Outcome run(List<String> words, Supplier<byte[]> input);

  /** What became of it. */
  record Outcome(int status, String out, String err) {}
}
