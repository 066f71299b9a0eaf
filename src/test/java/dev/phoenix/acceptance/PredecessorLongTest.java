package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a real fleet that phoenix's predecessor runs; they are not part of the project. */
@Tag("long")
class PredecessorLongTest {
  private static final Pattern TOTAL = Pattern.compile("are valid: (\\d+) resources");

  @Test
  void livesOnTheLabFromNothingToNothing(@TempDir Path temporary) {
    Path set = Path.of(System.getProperty("phoenix.predecessor", "../shared/data/predecessor"));
    if (!Files.isDirectory(set)) {
      System.out.printf(
          "PredecessorLongTest left out: no real set at %s; name one with"
              + " -Dphoenix.predecessor=FOLDER.%n",
          set);
    }
    assumeTrue(Files.isDirectory(set));
    LabWorkspace workspace = LabWorkspace.copy(set, temporary);

    PhoenixProcess.Ended validated = expect(workspace, 0, "validate");
    assertThat(validated.err()).containsPattern("phoenix_\\w+\\.json:\\d+:\\d+");
    Matcher total = TOTAL.matcher(validated.out());
    assertThat(total.find()).as(validated.toString()).isTrue();
    assertThat(expect(workspace, 2, "plan", "--detailed-exitcode").out()).contains(" to create");
    PhoenixProcess.Ended applied = expect(workspace, 0, "apply", "--auto-approve");
    byte[] state = workspace.stateBytes();
    assertThat(expect(workspace, 0, "plan", "--detailed-exitcode").out())
        .contains("No changes.", total.group(1) + " resources unchanged");
    assertThat(workspace.stateBytes()).isEqualTo(state);
    assertThat(expect(workspace, 0, "destroy", "--auto-approve").out())
        .contains("Complete: " + total.group(1) + " deleted.");
    assertThat(expect(workspace, 0, "state", "list").out()).isEmpty();

    System.out.printf(
        "PredecessorLongTest: %s %s%n", validated.out().strip(), lastLine(applied.out()));
  }

  private static String lastLine(String text) {
    return text.strip().lines().reduce("", (_, last) -> last);
  }

  private static PhoenixProcess.Ended expect(LabWorkspace workspace, int exit, String... words) {
    PhoenixProcess.Ended ended = workspace.run(words);
    assertThat(ended.exit()).as(ended.toString()).isEqualTo(exit);
    return ended;
  }
}
