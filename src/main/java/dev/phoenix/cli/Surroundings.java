package dev.phoenix.cli;

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
 */
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path folder,
    @Nullable String program,
    boolean asks,
    Terminal.Look look) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }
}
