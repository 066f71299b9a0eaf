package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills applies with kill -9 at seeded points; the next apply completes what they began. */
@Tag("long")
@Tag("kill")
class KillLongTest {
  private static final long SEED = Long.getLong("phoenix.seed", 20);
  private static final int POINTS_IN_TIME = 12;

  /** Entries of the journal behind which the axe falls. */
  private static final List<String> ENTRIES =
      List.of(
          "\"entry\":\"intent\",\"address\":\"server/portainer\"",
          "\"entry\":\"done\",\"address\":\"server/portainer\"",
          "\"entry\":\"intent\",\"address\":\"agent/drphoenix\"",
          "\"entry\":\"intent\",\"address\":\"endpoint/drphoenix\"",
          "\"entry\":\"done\",\"address\":\"endpoint/staging\"",
          "\"entry\":\"intent\",\"address\":\"stack/drphoenix/n8n\"",
          "\"entry\":\"exists\",\"address\":\"stack/drphoenix/web\"",
          "\"entry\":\"done\",\"address\":\"stack/staging/web-testing\"");

  @TempDir private Path temporary;
  private int number;
  private int interrupted;

  @Test
  void aKilledApplyIsCompletedByTheNext() {
    LabWorkspace undisturbed = workspace();
    long start = System.nanoTime();
    PhoenixProcess.Ended whole = undisturbed.run("apply", "--auto-approve");
    long nanos = System.nanoTime() - start;
    assertThat(whole.exit()).as(whole.toString()).isZero();
    List<String> wanted = inventory(undisturbed);

    Random random = new Random(SEED);
    for (int i = 0; i < POINTS_IN_TIME; i++) {
      double share = 0.2 + 0.75 * (i + random.nextDouble()) / POINTS_IN_TIME;
      long moment = System.nanoTime() + (long) (nanos * share);
      killAndComplete("at %.2f".formatted(share), wanted, _ -> System.nanoTime() - moment > 0);
    }
    for (String entry : ENTRIES) {
      killAndComplete(entry, wanted, journal -> journal.contains(entry));
    }

    System.out.printf(
        "KillLongTest: seed %d, %d kills in applies of %.1f s, %d of them cut the work short;"
            + " each next apply complete, nothing twice%n",
        SEED, POINTS_IN_TIME + ENTRIES.size(), nanos / 1e9, interrupted);
    assertThat(interrupted).isGreaterThan(10);
  }

  /** When to kill. */
  private interface Moment {
    boolean isNow(String journal);
  }

  private void killAndComplete(String point, List<String> wanted, Moment moment) {
    LabWorkspace workspace = workspace();
    Path journal = workspace.state().resolveSibling(workspace.state().getFileName() + ".journal");
    PhoenixProcess apply = workspace.start("apply", "--auto-approve");
    await(() -> !apply.isAlive() || moment.isNow(read(journal)));
    if (apply.isAlive()) {
      apply.kill();
      interrupted++;
    }

    PhoenixProcess.Ended completed = workspace.run("apply", "--auto-approve");
    assertThat(completed.exit()).as(point + ": " + completed).isZero();
    PhoenixProcess.Ended planned = workspace.run("plan", "--detailed-exitcode");
    assertThat(planned.exit()).as(point + ": " + planned).isZero();
    assertThat(inventory(workspace)).as(point).isEqualTo(wanted);
    assertThat(journal).doesNotExist();
  }

  /** Everything there is, by name; a thing that is there twice stands there twice. */
  private static List<String> inventory(LabWorkspace workspace) {
    Inventory inventory = new Inventory();
    try (LabDoors doors = workspace.open()) {
      inventory.add("stack", doors.names("/api/stacks"));
      inventory.add("endpoint", doors.names("/api/endpoints"));
      inventory.add("tag", doors.names("/api/tags"));
      inventory.add("group", doors.names("/api/endpoint_groups"));
      inventory.add("registry", doors.names("/api/registries"));
      for (String machine : doors.machines()) {
        inventory.add(machine, doors.containers(machine));
        inventory.add(
            machine + " network",
            LabDoors.texts(doors.docker(machine, "GET", "/networks"), "/Name"));
        inventory.add(
            machine + " volume",
            LabDoors.texts(doors.docker(machine, "GET", "/volumes").path("Volumes"), "/Name"));
      }
    }
    inventory.add("recorded", workspace.run("state", "list").out().lines().toList());
    return inventory.lines();
  }

  private LabWorkspace workspace() {
    number++;
    return LabWorkspace.example("homelab", temporary.resolve("fleet" + number))
        .option("--lab-latency", "15");
  }

  private static void await(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        Thread.sleep(2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path journal) {
    try {
      return Files.exists(journal) ? Files.readString(journal) : "";
    } catch (NoSuchFileException justEnded) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
