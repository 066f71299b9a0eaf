package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills runs with kill -9 at seeded points; the next run completes what they began. How many points
 * and which seed: {@code -Dphoenix.points=20 -Dphoenix.seed=20}.
 */
@Tag("long")
@Tag("kill")
class KillLongTest {
  private static final long SEED = Long.getLong("phoenix.seed", 20);
  private static final int POINTS = Integer.getInteger("phoenix.points", 20);
  private static final int AT_ONCE = 3;
  private static final int ATTEMPTS = 6;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @TempDir private Path temporary;
  private final Map<KillScenario, Undisturbed> undisturbed = new EnumMap<>(KillScenario.class);

  /** What a run that nobody kills leaves, and how it goes. */
  private record Undisturbed(LabWorkspace begin, long nanos, List<String> lines, Inventory left) {}

  /** What came of one point: how often the axe fell too late before it did not. */
  private record Killed(KillPoint point, int tooLate) {
    @Override
    public String toString() {
      return point + (tooLate == 0 ? "" : ", " + tooLate + " too late");
    }
  }

  @Test
  void aKilledRunIsCompletedByTheNext() throws Exception {
    long start = System.nanoTime();
    List<String> foreign = goUndisturbed();
    List<Killed> killed = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Killed>> running = new ArrayList<>();
      for (KillPoint point :
          KillPoint.seeded(new Random(SEED), POINTS, it -> undisturbed(it).lines())) {
        running.add(threads.submit(() -> killAndComplete(point, foreign)));
      }
      for (Future<Killed> one : running) {
        killed.add(result(one, threads));
      }
    }

    assertThat(killed).hasSize(POINTS);
    String points = killed.stream().map(Killed::toString).collect(Collectors.joining("; "));
    System.out.printf(
        "KillLongTest: seed %d, %d runs killed while they changed something (%d more came too late"
            + " and were repeated) in %d s; each next run completed it, nothing twice, nothing"
            + " foreign touched: %s%n",
        SEED,
        POINTS,
        killed.stream().mapToInt(Killed::tooLate).sum(),
        (System.nanoTime() - start) / 1_000_000_000,
        points);
  }

  private static Killed result(Future<Killed> one, ExecutorService threads) throws Exception {
    try {
      return one.get();
    } catch (ExecutionException failed) {
      threads.shutdownNow();
      throw new AssertionError("seed " + SEED + ": " + failed.getMessage(), failed);
    }
  }

  /**
   * Goes through all scenarios once.
   *
   * @return what is somebody else's in the worlds that are changed and destroyed
   */
  private List<String> goUndisturbed() {
    LabWorkspace empty =
        LabWorkspace.hosts(temporary.resolve("empty")).option("--lab-latency", "15");
    LabWorkspace made = go(KillScenario.CREATE, empty);
    List<String> before = undisturbed(KillScenario.CREATE).left().identities();
    Inventory after;
    try (LabDoors doors = made.open()) {
      Strangers.moveIn(doors);
      after = Inventory.of(doors, true);
    }
    LabWorkspace _ = go(KillScenario.CHANGE, made);
    LabWorkspace _ = go(KillScenario.DESTROY, made);
    return after.identities().stream().filter(it -> !before.contains(it)).toList();
  }

  private LabWorkspace go(KillScenario scenario, LabWorkspace begin) {
    LabWorkspace workspace = begin.twin(temporary.resolve("undisturbed-" + scenario));
    scenario.edit(workspace);
    JournalWatch watch = new JournalWatch(workspace);
    PhoenixProcess run = workspace.start(scenario.command(), "--auto-approve");
    long nanos = watch.watch(run, (_, _) -> false);
    assertComplete(scenario + " undisturbed", run.join());
    Inventory left = left(scenario, workspace);
    assertThat(left.names()).as(scenario + " undisturbed").doesNotHaveDuplicates();
    undisturbed.put(scenario, new Undisturbed(begin, nanos, watch.lines(), left));
    return workspace;
  }

  private Killed killAndComplete(KillPoint first, List<String> foreign) {
    KillPoint point = first;
    for (int tooLate = 0; tooLate < ATTEMPTS; tooLate++) {
      Undisturbed wanted = undisturbed(point.scenario());
      LabWorkspace workspace =
          wanted.begin().twin(temporary.resolve("killed-" + point.number() + "-" + tooLate));
      point.scenario().edit(workspace);
      JournalWatch watch = new JournalWatch(workspace);
      if (killAndComplete(point, wanted, workspace, watch)) {
        check(point, workspace, wanted, foreign);
        return new Killed(point, tooLate);
      }
      point = point.earlier(wanted.lines());
    }
    throw new AssertionError(first + ": no run lived until the axe fell");
  }

  /** Whether it was killed before it came to its end. */
  private static boolean killAndComplete(
      KillPoint point, Undisturbed wanted, LabWorkspace workspace, JournalWatch watch) {
    LabDoors world = point.outlives() ? workspace.open() : null;
    try {
      PhoenixProcess run = workspace.start(point.scenario().command(), "--auto-approve");
      long _ =
          watch.watch(run, (text, nanos) -> point.isNow(text, (double) nanos / wanted.nanos()));
      run.kill();
      boolean killed = watch.isLeft();
      if (killed) {
        PhoenixProcess.Ended next = workspace.run(point.scenario().command(), "--auto-approve");
        assertComplete(point.toString(), next);
      }
      return killed;
    } finally {
      if (world != null) {
        world.close();
      }
    }
  }

  private Undisturbed undisturbed(KillScenario scenario) {
    return Objects.requireNonNull(undisturbed.get(scenario));
  }

  private static void check(
      KillPoint point, LabWorkspace workspace, Undisturbed wanted, List<String> foreign) {
    String as = point.toString();
    Inventory left = left(point.scenario(), workspace);
    assertThat(left.names()).as(as).isEqualTo(wanted.left().names());
    List<String> untouched = new ArrayList<>(foreign);
    untouched.retainAll(wanted.left().identities());
    if (point.scenario() != KillScenario.CREATE) {
      assertThat(untouched).as("things of somebody else").hasSizeGreaterThan(4);
      assertThat(left.identities()).as(as).containsAll(untouched);
    }
  }

  private static void assertComplete(String as, PhoenixProcess.Ended run) {
    assertThat(run.exit()).as("%s: %s", as, run).isZero();
    // Where only the state was not written yet there is nothing left to do.
    assertThat(run.out()).as(as).containsAnyOf("Complete: ", "No changes. ");
  }

  /** What there is after a run, which its state and a plan agree to. */
  private static Inventory left(KillScenario scenario, LabWorkspace workspace) {
    JsonNode state = MAPPER.readTree(workspace.stateBytes());
    assertThat(new JournalWatch(workspace).isLeft()).as("a journal is left").isFalse();
    if (scenario.leavesPortainer()) {
      PhoenixProcess.Ended plan = workspace.run("plan", "--detailed-exitcode");
      assertThat(plan.exit()).as(plan.toString()).isZero();
      assertThat(plan.out()).contains("No changes. The world is as the files want it");
      assertThat(state.path("resources").size()).isGreaterThan(20);
    } else {
      assertThat(state.path("resources").properties()).isEmpty();
    }
    try (LabDoors doors = workspace.open()) {
      Inventory left = Inventory.of(doors, scenario.leavesPortainer());
      assertThat(left.missing(state)).as("recorded but not there").isEmpty();
      return left;
    }
  }
}
