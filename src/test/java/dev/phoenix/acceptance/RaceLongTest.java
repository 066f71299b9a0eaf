package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two applies at once on one state and one world: one acts, the other waits or is kept out. How
 * many races: {@code -Dphoenix.races=50}.
 */
@Tag("long")
class RaceLongTest {
  private static final int RACES = Integer.getInteger("phoenix.races", 50);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @TempDir private Path temporary;
  private int keptOut;

  @Test
  void exactlyOneActsAtATimeAndNoneLosesAnything() throws IOException {
    long start = System.nanoTime();
    LabWorkspace workspace = LabWorkspace.example("single-host", temporary);
    PhoenixProcess.Ended made = workspace.run("apply", "--auto-approve");
    assertThat(made.exit()).as(made.toString()).isZero();
    // A world of its own process, so that nothing but the state's lock keeps the two apart.
    try (LabDoors doors = workspace.open()) {
      List<String> things = Inventory.of(doors, true).names();
      for (int race = 0; race < RACES; race++) {
        race(workspace, race);
        assertThat(Inventory.of(doors, true).names()).as("race %d", race).isEqualTo(things);
      }
    }
    PhoenixProcess.Ended plan = workspace.run("plan", "--detailed-exitcode");
    assertThat(plan.exit()).as(plan.toString()).isZero();
    System.out.printf(
        "RaceLongTest: %d races of two applies in %d s; one acted in each, %d times the other was"
            + " kept out, %d times it came after and found nothing to do%n",
        RACES, (System.nanoTime() - start) / 1_000_000_000, keptOut, RACES - keptOut);
  }

  private void race(LabWorkspace workspace, int race) throws IOException {
    String as = "race " + race;
    boolean back = race % 2 == 1;
    workspace.edit("stacks/whoami/phoenix.json", back ? "8081" : "8080", back ? "8080" : "8081");
    // Every other pair waits for each other.
    boolean waits = race % 4 < 2;
    List<PhoenixProcess> running = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      running.add(
          waits
              ? workspace.start("apply", "--auto-approve", "--lock-timeout", "3m")
              : workspace.start("apply", "--auto-approve"));
    }
    List<PhoenixProcess.Ended> ended = running.stream().map(PhoenixProcess::join).toList();

    assertThat(ended).as(as).filteredOn(e -> e.out().contains("Complete: 1 changed.")).hasSize(1);
    for (PhoenixProcess.Ended one : ended) {
      boolean out = one.exit() == 5 && !waits && one.err().contains("the state is locked by ");
      boolean after = one.exit() == 0 && one.out().contains("No changes.");
      boolean acted = one.exit() == 0 && one.out().contains("Complete: 1 changed.");
      assertThat(out || after || acted).as("%s: %s", as, one).isTrue();
      keptOut += out ? 1 : 0;
    }
    assertThat(MAPPER.readTree(workspace.stateBytes()).path("serial").asInt())
        .as("%s: %s", as, ended)
        .isEqualTo(race + 2);
    assertThat(left(workspace)).as(as).containsExactly(".history", "single-host.state.json");
  }

  /** The state and what lies beside it. */
  private static List<String> left(LabWorkspace workspace) throws IOException {
    try (Stream<Path> files = Files.list(workspace.state().getParent())) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.contains("state.json") || name.equals(".history"))
          .sorted()
          .toList();
    }
  }
}
