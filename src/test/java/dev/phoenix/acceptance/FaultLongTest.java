package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lab.LabOptions;
import dev.phoenix.lab.http.Way;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs in worlds where requests go wrong in every way, on all faces; once all goes well again, one
 * more apply is enough. How many and from which seed on: {@code -Dphoenix.schedules=20
 * -Dphoenix.seed=1}.
 */
@Tag("long")
class FaultLongTest {
  private static final long SEED = Long.getLong("phoenix.seed", 1);
  private static final int SCHEDULES = Integer.getInteger("phoenix.schedules", 24);
  private static final int AT_ONCE = Integer.getInteger("phoenix.at-once", 16);

  /** So many schedules are tried on each fleet. */
  private static final int OF_A_FLEET = 8;

  private static final int MOST_APPLIES = 3;

  @TempDir private Path temporary;
  private final AtomicInteger applies = new AtomicInteger();
  private final Map<Integer, Integer> exits = new ConcurrentSkipListMap<>();
  private final Map<FaultSchedule.Fault, Integer> faults = new ConcurrentSkipListMap<>();

  @Test
  void oneMoreApplyIsEnoughOnceAllGoesWellAgain() {
    long start = System.nanoTime();
    SideBySide trials = new SideBySide(AT_ONCE);
    for (long seed = SEED; seed < SEED + SCHEDULES; seed = fleet(seed) * OF_A_FLEET + OF_A_FLEET) {
      long first = seed;
      trials.go(again(first), () -> onOneFleet(first, trials));
    }
    List<String> failed = trials.failed();
    System.out.printf(
        "FaultLongTest: %d schedules from seed %d on, %d applies met %d faults %s and ended with %s,"
            + " in %d s; once all went well again, one more apply was not enough for %d%n",
        SCHEDULES,
        SEED,
        applies.get(),
        faults.values().stream().mapToInt(it -> it).sum(),
        faults,
        exits,
        (System.nanoTime() - start) / 1_000_000_000,
        failed.size());
    assertThat(failed).isEmpty();
  }

  private static String again(long seed) {
    return "-Dtest=FaultLongTest -Dphoenix.schedules=1 -Dphoenix.seed=" + seed;
  }

  private static long fleet(long seed) {
    return Math.floorDiv(seed, OF_A_FLEET);
  }

  private void onOneFleet(long from, SideBySide trials) {
    String fleet = Long.toString(fleet(from));
    Course course = Course.of(fleet, temporary.resolve("fleet-" + fleet));
    for (long seed = from; fleet(seed) == fleet(from) && seed < SEED + SCHEDULES; seed++) {
      long one = seed;
      trials.go(again(one), () -> go(one, course));
    }
  }

  private void go(long seed, Course course) {
    Random random = new Random(seed * 7919);
    KillScenario scenario = List.of(KillScenario.values()).get(Math.floorMod(seed, OF_A_FLEET) % 3);
    FaultSchedule schedule = FaultSchedule.any(random);
    StringBuilder said = new StringBuilder();
    Path folder = course.begin(scenario, "schedule-" + seed);
    LabOptions bad = course.options(schedule).withMishaps(random.nextInt(4) * 25, seed);
    int most = 1 + random.nextInt(MOST_APPLIES);
    String[] command =
        random.nextInt(3) == 0
            ? Course.command(scenario, "--parallelism", "1")
            : Course.command(scenario);
    int exit = -1;
    try (OpenWorld world = new OpenWorld(folder, bad)) {
      for (int apply = 0; apply < most && exit != 0; apply++) {
        exit = apply(world, command, said);
      }
      schedule.happened().forEach((fault, times) -> faults.merge(fault, times, Integer::sum));
      schedule.end();
      if (exit == 0) {
        course.check(scenario, world, schedule + "\n" + said);
      }
    }
    try (OpenWorld world = new OpenWorld(folder, course.options(_ -> Way.OPEN))) {
      OpenWorld.Ran last = world.run(Course.command(scenario));
      said.append("all goes well again\n").append(last);
      assertThat(last.exit()).as("%s%n%s", schedule, said).isZero();
      course.check(scenario, world, schedule + "\n" + said);
    }
  }

  private int apply(OpenWorld world, String[] command, StringBuilder said) {
    OpenWorld.Ran ran = world.run(command);
    said.append(ran).append('\n');
    applies.incrementAndGet();
    exits.merge(ran.exit(), 1, Integer::sum);
    assertThat(ran.said())
        .as("%s", said)
        .doesNotContain("phoenix failed in a way it must not", "the lab failed to answer");
    boolean acted =
        ran.said()
            .matches(
                "(?s).*\nNot complete: \\d+ (created|changed|updated|deleted|replaced|recorded|moved|adopted).*");
    assertThat(ran.exit())
        .as("acted %s: %s", acted, said)
        .isIn(acted ? List.of(4) : List.of(0, 1, 6));
    return ran.exit();
  }
}
