package dev.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A state that is gone altogether, with the whole homelab standing: machines, Docker, Portainer.
 */
final class LostStateTest {
  private static final String PLACE = " --lab -C examples/homelab";

  @TempDir private Path temporary;

  @Test
  void theWholeHomelabIsRecordedAgainAndNothingIsDoneToIt() throws IOException {
    CommandPlayer player = CommandPlayer.withExamples(temporary);
    CommandPlayer.Played applied = player.play("phoenix apply --auto-approve" + PLACE);
    assertThat(applied.exit()).as(applied.both()).isZero();
    String before = player.play("phoenix state list" + PLACE).out();
    lose(player.folder().resolve("examples/homelab/.phoenix/lab"));
    assertThat(player.play("phoenix state list" + PLACE).out()).isNotEqualTo(before);

    CommandPlayer.Played recovered = player.play("phoenix recover --auto-approve" + PLACE);

    assertThat(recovered.exit()).as(recovered.both()).isZero();
    assertThat(recovered.out()).doesNotContain("bears our mark");
    assertThat(player.play("phoenix state list" + PLACE).out()).isEqualTo(before);
    assertThat(player.play("phoenix plan" + PLACE).out()).contains("No changes.");
  }

  /** The state with all earlier ones; the world stays. */
  private static void lose(Path folder) throws IOException {
    Path history = folder.resolve(".history");
    List<Path> lost;
    try (Stream<Path> all = Files.walk(history)) {
      lost = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : lost) {
      Files.delete(file);
    }
    Files.delete(folder.resolve("homelab.state.json"));
  }
}
