package dev.phoenix;

import dev.phoenix.cli.Surroundings;
import dev.phoenix.state.Writing;
import dev.phoenix.view.Terminal;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** phoenix in the process of whoever asks for it. */
public final class SameProcess {
  private SameProcess() {}

  /**
   * Runs a command.
   *
   * @param said gets both streams
   * @param disk takes what is written of the state
   * @return its exit code
   */
  public static int run(PrintStream said, Writing disk, Path folder, List<String> words) {
    return Main.commands(
            new Surroundings(
                new ByteArrayInputStream(new byte[0]),
                said,
                said,
                Map.of(),
                folder,
                null,
                false,
                Terminal.Look.PLAIN,
                disk))
        .run(words);
  }
}
