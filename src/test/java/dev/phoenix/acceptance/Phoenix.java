package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.Main;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * phoenix as a process of its own.
 *
 * @param around puts the command into the surroundings that it runs in
 */
record Phoenix(
    Path workspace, Map<String, String> environment, UnaryOperator<List<String>> around) {

  /** What a process said and how it ended. */
  record Run(int code, String output, String errors) {
    Run expect(int wanted) {
      assertThat(code).as("%s%n%s", output, errors).isEqualTo(wanted);
      return this;
    }

    /** Both streams, for what may stand on either. */
    String said() {
      return output + errors;
    }
  }

  Run run(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(),
                Main.class.getName(),
                "-C",
                workspace.toString()));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("phoenix", ".out");
      Path errors = Files.createTempFile("phoenix", ".err");
      ProcessBuilder builder = new ProcessBuilder(around.apply(command));
      builder.environment().putAll(environment);
      builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
      builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
      int code = builder.start().waitFor();
      Run run = new Run(code, Files.readString(output), Files.readString(errors));
      Files.delete(output);
      Files.delete(errors);
      return run;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Without what only tests know. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
