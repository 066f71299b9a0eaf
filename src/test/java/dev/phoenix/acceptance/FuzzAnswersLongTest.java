package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.fuzz.Manners;
import dev.phoenix.lab.http.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks what servers and commands answer: there are messages and exit codes, and each run ends.
 * Where an answer does not look right by itself, one more apply afterwards is enough. How many runs
 * and from which seed on: {@code -Dphoenix.cases=10000 -Dphoenix.seed=1}.
 */
@Tag("long")
class FuzzAnswersLongTest {
  private static final long SEED = Long.getLong("phoenix.seed", 1);
  private static final int CASES = Integer.getInteger("phoenix.cases", 8);
  private static final int AT_ONCE = Integer.getInteger("phoenix.at-once", 8);
  private static final int OF_A_FLEET = 50;
  private static final String SECRET = "lab-value-of-";

  @TempDir private Path temporary;
  private final AtomicInteger runs = new AtomicInteger();
  private final Map<String, Integer> ends = new ConcurrentSkipListMap<>();
  private final Map<BrokenAnswers.Break, Integer> broken = new ConcurrentSkipListMap<>();

  @Test
  void brokenAnswersGiveMessages() {
    long start = System.nanoTime();
    SideBySide trials = new SideBySide(AT_ONCE);
    for (long seed = SEED; seed < SEED + CASES; seed = fleet(seed) * OF_A_FLEET + OF_A_FLEET) {
      long first = seed;
      trials.go(again(first), () -> onOneFleet(first, trials));
    }
    List<String> failed = trials.failed();
    System.out.printf(
        "FuzzAnswersLongTest: %d worlds from seed %d on, %d runs met %d broken answers %s and ended"
            + " with %s, in %d s; %d failed%n",
        CASES,
        SEED,
        runs.get(),
        broken.values().stream().mapToInt(it -> it).sum(),
        broken,
        ends,
        (System.nanoTime() - start) / 1_000_000_000,
        failed.size());
    assertThat(failed).isEmpty();
  }

  private static String again(long seed) {
    return "-Dtest=FuzzAnswersLongTest -Dphoenix.cases=1 -Dphoenix.seed=" + seed;
  }

  private static long fleet(long seed) {
    return Math.floorDiv(seed, OF_A_FLEET);
  }

  private void onOneFleet(long from, SideBySide trials) {
    String fleet = Long.toString(fleet(from));
    Course course = Course.of(fleet, temporary.resolve("fleet-" + fleet));
    for (long seed = from; fleet(seed) == fleet(from) && seed < SEED + CASES; seed++) {
      long one = seed;
      trials.go(again(one), () -> go(one, course));
    }
  }

  private void go(long seed, Course course) throws Exception {
    Random random = new Random(seed * 7919);
    KillScenario scenario = List.of(KillScenario.values()).get(random.nextInt(3));
    boolean misleading = random.nextBoolean();
    BrokenAnswers answers = new BrokenAnswers(random, misleading);
    StringBuilder story = new StringBuilder();
    Path folder = course.begin(scenario, "world-" + seed);
    try (OpenWorld world = new OpenWorld(folder, course.options(answers))) {
      for (String[] command : commands(random, scenario, misleading)) {
        int before = answers.count();
        OpenWorld.Ran ran = run(world, story, answers, command);
        if (answers.count() > before) {
          runs.incrementAndGet();
          ends.merge(command[0] + " " + ran.exit(), 1, Integer::sum);
        }
      }
      answers.end();
      answers.happened().forEach((kind, times) -> broken.merge(kind, times, Integer::sum));
    }
    try (OpenWorld world = new OpenWorld(folder, course.options(_ -> Way.OPEN))) {
      story.append("all answers are whole again\n");
      OpenWorld.Ran last = run(world, story, answers, Course.command(scenario));
      if (!misleading) {
        String as = answers + "\n" + story;
        assertThat(last.exit()).as(as).isZero();
        course.check(scenario, world, as);
      }
    }
    delete(folder);
  }

  private static List<String[]> commands(Random random, KillScenario scenario, boolean misleading) {
    List<String[]> commands = new ArrayList<>();
    commands.add(new String[] {"plan"});
    commands.add(new String[] {"drift", "--json"});
    if (misleading) {
      commands.add(new String[] {"import", "--discover", "--auto-approve"});
      commands.add(new String[] {"recover", "--auto-approve"});
    }
    commands.removeIf(_ -> random.nextBoolean());
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      commands.add(Course.command(scenario));
    }
    return commands;
  }

  private static OpenWorld.Ran run(
      OpenWorld world, StringBuilder story, BrokenAnswers answers, String... command)
      throws Exception {
    String words = String.join(" ", command);
    OpenWorld.Ran ran = Manners.within(words + "\n" + story + answers, () -> world.run(command));
    story.append(words).append('\n').append(ran).append('\n');
    Manners.check(answers + "\n" + story, ran.exit(), ran.said());
    assertThat(ran.said()).as("%s%n%s", answers, story).doesNotContain(SECRET);
    return ran;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
