package dev.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other commands while a first one waits for its answer. */
final class LockedTest {
  private static final String LAB = " --lab -C examples/single-host";

  @TempDir private Path temporary;
  private CommandPlayer player;
  private Path said;
  private Process first;

  @BeforeEach
  void firstWaits() throws Exception {
    player = CommandPlayer.withExamples(temporary);
    said = player.folder().resolve("said.txt");
    first =
        PhoenixJvm.start(
            said,
            "apply",
            "--lab",
            "-C",
            player.folder().resolve("examples/single-host").toString());
    PhoenixJvm.waitFor(first, said, "Only yes is taken as agreement: ");
  }

  @AfterEach
  void firstEnds() {
    first.destroyForcibly();
    first.onExit().join();
  }

  private static void answer(Process process, String text) throws IOException {
    try (var in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private Path lockFile() {
    return player.folder().resolve("examples/single-host/.phoenix/lab/single-host.state.json.lock");
  }

  @Test
  void keepsASecondRunOutUntilTheFirstHasEnded() throws Exception {
    CommandPlayer.Played second = player.play("phoenix apply --auto-approve" + LAB);

    assertThat(Steady.lines(second.both(), player.folder()))
        .startsWith(
            "error: the state is locked by phoenix apply, process PID",
            "  at FOLDER/examples/single-host/.phoenix/lab/single-host.state.json");
    assertThat(second.both().replaceAll("\\s+", " "))
        .contains("It runs as " + System.getProperty("user.name") + " on ")
        .contains("Only one run at a time may change the state.")
        .contains("--lock-timeout 10m waits");
    assertThat(second.both()).contains("process " + first.pid() + "\n");
    assertThat(second.exit()).isEqualTo(5);

    answer(first, "no\n");
    assertThat(first.waitFor()).isEqualTo(1);
    assertThat(Files.readString(said)).endsWith("Not approved: nothing was changed.\n");
    assertThat(player.play("echo no | phoenix apply" + LAB).exit()).isEqualTo(1);
  }

  @Test
  void whatOnlyReadsTakesNoLockAndWaitsForNone() throws Exception {
    byte[] lock = Files.readAllBytes(lockFile());
    for (String command : List.of("show", "state list", "state history", "graph", "validate")) {
      CommandPlayer.Played reads = player.play("phoenix " + command + LAB);
      assertThat(reads.exit()).as(command + "\n" + reads.both()).isZero();
    }
    assertThat(lockFile()).hasBinaryContent(lock);
    // The lab has one world for one process, for which a plan waits: this one needs no world.
    Path nothing = Files.createDirectory(player.folder().resolve("nothing"));
    Files.writeString(nothing.resolve("phoenix_hypervisor_config.json"), "{}");
    CommandPlayer.Played plan =
        player.play(
            "phoenix plan -C nothing --state "
                + lockFile().toString().replaceFirst("\\.lock$", ""));
    assertThat(plan.exit()).as(plan.both()).isZero();
    assertThat(plan.out()).startsWith("No changes.");
    assertThat(lockFile()).hasBinaryContent(lock);
  }

  @Test
  void aSecondRunWaitsForTheFirstIfItIsToldTo() throws Exception {
    Path heard = player.folder().resolve("heard.txt");
    Process second =
        PhoenixJvm.start(
            heard,
            "destroy",
            "--auto-approve",
            "--lock-timeout",
            "10m",
            "--lab",
            "-C",
            player.folder().resolve("examples/single-host").toString());
    try {
      String waits =
          "waiting: the state, which phoenix apply, process " + first.pid() + " has locked";
      PhoenixJvm.waitFor(second, heard, waits);
      answer(first, "yes\n");
      assertThat(first.waitFor()).as(Files.readString(said)).isZero();
      assertThat(second.waitFor()).as(Files.readString(heard)).isZero();
      assertThat(Files.readString(heard)).contains("Complete: 5 deleted.");
    } finally {
      second.destroyForcibly();
    }
  }

  @Test
  void givesUpWhenItsPatienceIsOver() {
    CommandPlayer.Played second =
        player.play("phoenix apply --auto-approve --lock-timeout 1s" + LAB);
    assertThat(second.exit()).isEqualTo(5);
    assertThat(second.both()).contains("the state is locked by phoenix apply, process");
  }

  @Test
  void aLockOfSomebodyAliveIsNotBrokenAndOneOfTheDeadIsTakenOver() throws Exception {
    CommandPlayer.Played status = player.play("phoenix lock status" + LAB);
    assertThat(status.out())
        .startsWith("The state is locked by phoenix apply, process " + first.pid() + ".\n  user   ")
        .contains("\n  host   ", "\n  since  ", "\n  epoch  1\n")
        .endsWith("That run is alive.\n");
    assertThat(player.play("phoenix lock status --json" + LAB).out())
        .contains("\"locked\" : true", "\"liveness\" : \"alive\"", "\"pid\" : " + first.pid());
    CommandPlayer.Played refused = player.play("phoenix lock break --auto-approve" + LAB);
    assertThat(refused.exit()).isEqualTo(5);
    assertThat(refused.both()).contains("is alive on this machine").contains("kill " + first.pid());
    assertThat(lockFile()).exists();

    firstEnds();

    assertThat(player.play("phoenix lock status" + LAB).out())
        .endsWith("That run has died: the next one takes the lock over.\n");
    CommandPlayer.Played next = player.play("phoenix apply --auto-approve" + LAB);
    assertThat(next.exit()).as(next.both()).isZero();
    assertThat(next.err())
        .contains(
            "warning: the lock of phoenix apply, process "
                + first.pid()
                + " was taken over: that run has died");
    assertThat(player.play("phoenix lock status" + LAB).out())
        .isEqualTo("The state is not locked.\n");
    assertThat(player.play("phoenix lock break --auto-approve" + LAB).out())
        .isEqualTo("The state is not locked.\n");
    assertThat(lockFile().resolveSibling(".history/single-host.state.json/locks.log"))
        .content()
        .contains("\"what\":\"taken over\"", "\"pid\":" + first.pid());
  }

  @Test
  void whatCameBetweenStaysAndWhatTheRunDidIsNotLost() throws Exception {
    Path state = lockFile().resolveSibling("single-host.state.json");
    String other =
        "{\n  \"format\": 1,\n  \"lineage\": \"pulled\",\n  \"serial\": 9,\n  \"resources\": {}\n}\n";
    Files.writeString(state, other);

    answer(first, "yes\n");

    assertThat(first.waitFor()).as(Files.readString(said)).isEqualTo(4);
    assertThat(Files.readString(said).replaceAll("\\s+", " "))
        .contains("error: the state file was changed by something else during this run")
        .contains("now it has serial 9 of lineage pulled")
        .contains("single-host.state.json.journal")
        .contains("5 created")
        .doesNotContain("Complete: ");
    assertThat(state).hasContent(other);
    CommandPlayer.Played refused = player.play("phoenix apply --auto-approve" + LAB);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.both()).contains("a journal beside the state belongs to another version");

    // As the message says: to keep what the run did.
    Files.copy(
        state.resolveSibling("single-host.state.json.unwritten-1"),
        state,
        StandardCopyOption.REPLACE_EXISTING);
    CommandPlayer.Played plan = player.play("phoenix plan --detailed-exitcode" + LAB);
    assertThat(plan.exit()).as(plan.both()).isZero();
    assertThat(plan.err()).doesNotContain("warning:", "error:");
  }
}
