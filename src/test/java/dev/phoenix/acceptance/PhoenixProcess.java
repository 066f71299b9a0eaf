package dev.phoenix.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of phoenix as a process of its own, with its streams in files. */
final class PhoenixProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 180;

  private final List<String> words;
  private final Process process;
  private final Path out;
  private final Path err;

  private PhoenixProcess(List<String> words, Process process, Path out, Path err) {
    this.words = words;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** How a run ended and what it printed. */
  record Ended(String command, int exit, String out, String err) {
    @Override
    public String toString() {
      return "$ phoenix %s%nexit %d%n%s%n2>%n%s".formatted(command, exit, out, err);
    }
  }

  /**
   * Starts a run.
   *
   * @param streams folder for what it prints
   */
  static PhoenixProcess start(Path streams, Map<String, String> environment, List<String> words) {
    try {
      Files.createDirectories(streams);
      Path out = Files.createTempFile(streams, "run", ".out");
      Path err = Files.createTempFile(streams, "run", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command(words))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.environment().putAll(environment);
      return new PhoenixProcess(words, builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(List<String> words) {
    List<String> command = new ArrayList<>(BuiltProgram.start());
    command.addAll(words);
    return command;
  }

  Ended join() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        kill();
        throw new AssertionError("phoenix does not end: " + ended(-1));
      }
      return ended(process.exitValue());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -NAME} does. */
  void signal(String name) {
    try {
      int exit =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (exit != 0) {
        throw new AssertionError("kill says " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As kill -9 does. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  String printed() {
    return text(out);
  }

  String said() {
    return text(err);
  }

  private Ended ended(int exit) {
    return new Ended(String.join(" ", words), exit, text(out), text(err));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As Ctrl-C does, and waits. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
