package dev.phoenix.lab.host;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** A program that a machine has besides those that all have. */
@FunctionalInterface
public interface Program {
  /**
   * Runs it.
   *
   * @param in what it reads, if it does
   * @param out for what is to be read before it ends; flushed where that is to be at once
   */
  Outcome run(List<String> words, InputStream in, OutputStream out);

  /** What became of it. */
  record Outcome(int status, String out, String err) {}
}
