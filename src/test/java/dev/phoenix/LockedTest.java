package dev.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second run while a first one waits for its answer. */
final class LockedTest {
  private static final String APPLY = "apply --lab -C examples/single-host";

  @Test
  void keepsASecondRunOutUntilTheFirstHasEnded(@TempDir Path folder) throws Exception {
    CommandPlayer player = CommandPlayer.withExamples(folder);
    Path said = folder.resolve("said.txt");
    Process first =
        PhoenixJvm.start(
            said,
            "apply",
            "--lab",
            "-C",
            player.folder().resolve("examples/single-host").toString());
    try {
      PhoenixJvm.waitFor(first, said, "Only yes is taken as agreement: ");

      CommandPlayer.Played second = player.play("phoenix " + APPLY + " --auto-approve");

      assertThat(Steady.lines(second.both(), player.folder()))
          .containsExactly(
              "error: the state is locked by phoenix apply, process PID",
              "  at FOLDER/examples/single-host/.phoenix/lab/single-host.state.json",
              "  Only one run at a time may change it. Wait until that one has ended and try again;"
                  + " if it dies,",
              "  the lock is free at once.",
              "");
      assertThat(second.both()).contains("process " + first.pid() + "\n");
      assertThat(second.exit()).isEqualTo(5);

      answer(first, "no\n");
      assertThat(first.waitFor()).isEqualTo(1);
      assertThat(Files.readString(said)).endsWith("Not approved: nothing was changed.\n");
    } finally {
      first.destroyForcibly();
    }
    assertThat(player.play("echo no | phoenix " + APPLY).exit()).isEqualTo(1);
  }

  private static void answer(Process process, String text) throws IOException {
    try (var in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
