package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Service;
import dev.phoenix.lab.http.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills runs with SIGKILL at numbered writes and requests, in a world that goes on; one more apply
 * completes them. Random strokes over random fleets: {@code -Dphoenix.strokes=20 -Dphoenix.seed=1};
 * all writes of some fleets: {@code -Dphoenix.every=1,2,hosts}; one again: {@code
 * -Dphoenix.stroke=7:create:in-write:12}.
 */
@Tag("long")
@Tag("kill")
class KillMatrixLongTest {
  private static final long SEED = Long.getLong("phoenix.seed", 1);
  private static final int STROKES = Integer.getInteger("phoenix.strokes", 30);
  private static final int AT_ONCE = Integer.getInteger("phoenix.at-once", 8);
  private static final int OF_A_FLEET = 20;
  private static final int ATTEMPTS = 8;
  private static final String AGAIN = "-Dtest=KillMatrixLongTest -Dphoenix.stroke=";

  @TempDir private Path temporary;
  private final AtomicInteger killed = new AtomicInteger();
  private final AtomicInteger tooLate = new AtomicInteger();
  private final AtomicInteger folders = new AtomicInteger();
  private final Map<Stroke.At, Integer> kinds = new ConcurrentSkipListMap<>();

  /** The strokes that are tried on one fleet. */
  private interface Choice {
    List<Stroke> of(Course course);
  }

  private record Trial(String fleet, Choice strokes) {}

  @Test
  void oneMoreApplyCompletesWhatWasKilled() {
    long start = System.nanoTime();
    SideBySide trials = new SideBySide(AT_ONCE);
    for (Trial trial : trials()) {
      trials.go(AGAIN + trial.fleet() + ":create:before-write:1", () -> onOneFleet(trial, trials));
    }
    List<String> failed = trials.failed();
    System.out.printf(
        "KillMatrixLongTest: seed %d, %d runs killed (%d more came too late and were repeated) at %s"
            + " in %d s; %d of them one more apply did not complete%n",
        SEED,
        killed.get(),
        tooLate.get(),
        kinds,
        (System.nanoTime() - start) / 1_000_000_000,
        failed.size());
    assertThat(failed).isEmpty();
  }

  private static List<Trial> trials() {
    String one = System.getProperty("phoenix.stroke", "");
    if (!one.isEmpty()) {
      Stroke stroke = Stroke.parse(one);
      return List.of(new Trial(stroke.fleet(), _ -> List.of(stroke)));
    }
    String every = System.getProperty("phoenix.every", "");
    if (!every.isEmpty()) {
      return List.of(every.split(",", -1)).stream()
          .map(fleet -> new Trial(fleet, Stroke::transitions))
          .toList();
    }
    return LongStream.range(0, Math.ceilDiv(STROKES, OF_A_FLEET))
        .mapToObj(i -> new Trial(Long.toString(SEED + i), course -> some(course, SEED + i)))
        .toList();
  }

  private static List<Stroke> some(Course course, long seed) {
    Random random = new Random(seed * 7919);
    return Stream.generate(() -> Stroke.any(course, random))
        .limit(Math.min(OF_A_FLEET, STROKES))
        .toList();
  }

  private void onOneFleet(Trial trial, SideBySide trials) {
    Course course = Course.of(trial.fleet(), temporary.resolve("fleet-" + trial.fleet()));
    for (Stroke stroke : trial.strokes().of(course)) {
      trials.go(AGAIN + stroke, () -> deal(stroke, course));
    }
  }

  private void deal(Stroke first, Course course) throws IOException {
    Stroke stroke = first;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String name = "killed-" + folders.incrementAndGet();
      Path folder = course.begin(stroke.scenario(), name);
      if (killAndComplete(stroke, course, folder)) {
        killed.incrementAndGet();
        kinds.merge(stroke.at(), 1, Integer::sum);
        return;
      }
      tooLate.incrementAndGet();
      stroke = stroke.earlier();
    }
    throw new AssertionError(first + ": no run lived until the axe fell");
  }

  /** Whether it was killed before it came to its end. */
  private static boolean killAndComplete(Stroke stroke, Course course, Path folder)
      throws IOException {
    Axe axe = new Axe(stroke);
    Path said = folder.resolveSibling("said.txt");
    try (OpenWorld world = new OpenWorld(folder, course.options(_ -> axe))) {
      double part =
          switch (stroke.at()) {
            case IN_WRITE -> 0.5;
            case AFTER_WRITE -> 1;
            default -> 0;
          };
      Process run =
          Doomed.start(
              folder, stroke.at().isWrite() ? stroke.number() : 0, part, said, command(stroke));
      axe.over(run);
      int exit = end(run);
      axe.rest();
      String words = stroke + "\n" + Files.readString(said);
      if (exit != 137) {
        assertThat(exit).as(words).isZero();
        return false;
      }
      OpenWorld.Ran next = world.run(Course.command(stroke.scenario()));
      assertThat(next.exit()).as("%s%n%s", words, next).isZero();
      course.check(stroke.scenario(), world, words + "\n" + next);
      return true;
    }
  }

  private static String[] command(Stroke stroke) {
    return Course.command(stroke.scenario(), "--lab");
  }

  private static int end(Process run) {
    try {
      if (!run.waitFor(5, TimeUnit.MINUTES)) {
        run.destroyForcibly();
        throw new AssertionError("it does not end");
      }
      return run.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Falls on a process at a request. */
  private static final class Axe implements Way {
    private final Stroke stroke;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicReference<@Nullable Process> below = new AtomicReference<>();
    private volatile boolean resting;

    Axe(Stroke stroke) {
      this.stroke = stroke;
    }

    void over(Process run) {
      below.set(run);
    }

    void rest() {
      resting = true;
    }

    @Override
    public Reply go(Request request, Service service) {
      if (resting || stroke.at().isWrite() || requests.incrementAndGet() != stroke.number()) {
        return service.answer(request);
      }
      if (stroke.at() == Stroke.At.AFTER_REQUEST) {
        Reply _ = service.answer(request);
      }
      Objects.requireNonNull(below.get()).destroyForcibly().onExit().join();
      return Reply.empty(Reply.HANG_UP);
    }
  }
}
