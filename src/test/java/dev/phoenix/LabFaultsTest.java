package dev.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.cli.Surroundings;
import dev.phoenix.view.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a world where one of twenty requests goes wrong; {@code FaultLongTest} is about applies. */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
final class LabFaultsTest {
  @TempDir Path folder;

  /** Reads are asked again, so that a plan sees the whole world however bad the day. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aFaultOrTwoBlocksNothingInAPlan(int seed) throws Exception {
    copy(Path.of("src/test/resources/catalog/hosts"));
    StringBuilder said = new StringBuilder();
    assertThat(phoenix(said, "apply", "--lab", "--auto-approve")).as(said.toString()).isZero();
    String faults = "--lab-faults=" + seed + ":5";
    assertThat(phoenix(said, "plan", "--lab", "--detailed-exitcode", faults))
        .as(said.toString())
        .isZero();
    assertThat(said).contains("No changes").doesNotContain("unreachable");
  }

  private void copy(Path example) throws Exception {
    try (Stream<Path> files = Files.walk(example)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(example.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private int phoenix(StringBuilder said, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int exit =
        Main.commands(
                new Surroundings(
                    new ByteArrayInputStream(new byte[0]),
                    stream,
                    stream,
                    Map.of(),
                    folder,
                    null,
                    false,
                    Terminal.Look.PLAIN))
            .run(List.of(words));
    said.append(out.toString(StandardCharsets.UTF_8)).append("[exit ").append(exit).append("]\n");
    return exit;
  }
}
