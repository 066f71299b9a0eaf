package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a real fleet that phoenix's predecessor runs; they are not part of the project. */
@Tag("long")
class PredecessorLongTest {
  @Test
  void isValidAndPlannedOnTheLab(@TempDir Path temporary) {
    Path set = Path.of(System.getProperty("phoenix.predecessor", "../shared/data/predecessor"));
    if (!Files.isDirectory(set)) {
      System.out.printf(
          "PredecessorLongTest left out: no real set at %s; name one with"
              + " -Dphoenix.predecessor=FOLDER.%n",
          set);
    }
    assumeTrue(Files.isDirectory(set));
    LabWorkspace workspace = LabWorkspace.copy(set, temporary);

    PhoenixProcess.Ended validated = workspace.run("validate");
    PhoenixProcess.Ended planned = workspace.run("plan", "--detailed-exitcode");

    assertThat(validated.exit()).as(validated.toString()).isZero();
    assertThat(validated.err()).containsPattern("phoenix_\\w+\\.json:\\d+:\\d+");
    assertThat(planned.exit()).as(planned.toString()).isIn(0, 2);
    System.out.printf(
        "PredecessorLongTest: %s %s%n",
        validated.out().strip(), planned.out().strip().lines().reduce("", (_, last) -> last));
  }
}
