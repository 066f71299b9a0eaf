package dev.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run whose lock is broken while it waits for its answer, and another that then does the work.
 */
final class RobbedTest {
  private static final String LAB = " --lab -C examples/single-host";

  @TempDir private Path temporary;
  private CommandPlayer player;
  private Process lab;
  private Process first;
  private Path said;

  @BeforeEach
  void firstWaits() throws Exception {
    player = CommandPlayer.withExamples(temporary);
    String workspace = player.folder().resolve("examples/single-host").toString();
    Path doors = player.folder().resolve("doors.txt");
    lab = PhoenixJvm.start(doors, "lab", "-C", workspace);
    PhoenixJvm.waitFor(lab, doors, "The lab runs until Ctrl-C.");
    said = player.folder().resolve("said.txt");
    first = PhoenixJvm.start(said, "apply", "--lab", "-C", workspace);
    PhoenixJvm.waitFor(first, said, "Only yes is taken as agreement: ");
  }

  @AfterEach
  void allEnd() {
    first.destroyForcibly().onExit().join();
    lab.destroyForcibly().onExit().join();
  }

  private Path state(String suffix) {
    return player
        .folder()
        .resolve("examples/single-host/.phoenix/lab/single-host.state.json" + suffix);
  }

  /** As if it ran on a machine that cannot be looked at from here. */
  private void goElsewhere() throws IOException {
    String holder = Files.readString(state(".lock"));
    Files.writeString(
        state(".lock"), holder.replaceFirst("\"host\":\"[^\"]*\"", "\"host\":\"ci-runner-3\""));
  }

  @Test
  void changesNothingAndLeavesTheStateOfTheOther() throws Exception {
    goElsewhere();
    CommandPlayer.Played locked = player.play("phoenix apply --auto-approve" + LAB);
    assertThat(locked.exit()).isEqualTo(5);
    CommandPlayer.Played broken = player.play("phoenix lock break --auto-approve" + LAB);
    assertThat(broken.exit()).as(broken.both()).isZero();
    assertThat(broken.both())
        .contains("host   ci-runner-3")
        .contains("With its lock broken a run begins nothing more and cannot write the state")
        .endsWith("The lock is broken: the next run may begin.\n");

    CommandPlayer.Played second = player.play("phoenix apply --auto-approve" + LAB);
    assertThat(second.exit()).as(second.both()).isZero();
    assertThat(second.out()).contains("Complete: 5 created.");
    byte[] state = Files.readAllBytes(state(""));

    try (var in = first.getOutputStream()) {
      in.write("yes\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(first.waitFor()).as(Files.readString(said)).isEqualTo(1);

    assertThat(Files.readString(said))
        .contains("error: the lock of this run was broken while it ran")
        .contains("error: the state was not written: the lock of this run was broken while it ran")
        .contains("To go on from here:")
        .doesNotContain("Complete: ");
    assertThat(state("")).hasBinaryContent(state);
    CommandPlayer.Played plan = player.play("phoenix plan --detailed-exitcode" + LAB);
    assertThat(plan.exit()).as(plan.both()).isZero();
    assertThat(player.play("phoenix lock status" + LAB).out())
        .isEqualTo("The state is not locked.\n");
  }
}
