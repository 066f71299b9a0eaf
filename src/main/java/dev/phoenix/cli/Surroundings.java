package dev.phoenix.cli;

import dev.phoenix.state.Writing;
import dev.phoenix.view.Terminal;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process that phoenix runs in.
 *
 * @param folder against which paths on the command line are resolved
 * @param program tells it from every other version of it; null where nobody knows
 * @param asks whether a person is there to answer questions
 * @param look what the streams can do if nobody forbids it
 * @param disk takes what is written of the state
 */
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path folder,
    @Nullable String program,
    boolean asks,
    Terminal.Look look,
    Writing disk) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** With an ordinary disk. */
  public Surroundings(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Path folder,
      @Nullable String program,
      boolean asks,
      Terminal.Look look) {
    this(in, out, err, environment, folder, program, asks, look, Writing.TO_DISK);
  }
}
