package dev.phoenix.model;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random programs of edits, drift, applies of parts, faults, interrupts and kills, with what must
 * hold after each operation. How many: {@code -Dphoenix.programs=10000}; one of them again: {@code
 * -Dphoenix.seed=7}, and only some of its operations: {@code -Dphoenix.operations=0,3,8}.
 */
class ModelTest {
  private static final int PROGRAMS = Integer.getInteger("phoenix.programs", 60);
  private static final int OPERATIONS = 24;

  @TempDir Path folder;

  @Test
  void whatMustHoldHoldsAfterEachOperation() throws IOException {
    Long only = Long.getLong("phoenix.seed");
    if (only != null) {
      play(only, chosen());
      return;
    }
    long first = Long.getLong("phoenix.first", 0);
    for (long seed = first; seed < first + PROGRAMS; seed++) {
      play(seed, all());
    }
  }

  private static List<Integer> all() {
    return IntStream.range(0, OPERATIONS).boxed().toList();
  }

  private static List<Integer> chosen() {
    String given = System.getProperty("phoenix.operations", "");
    return given.isEmpty() ? all() : Stream.of(given.split(",")).map(Integer::valueOf).toList();
  }

  private void play(long seed, List<Integer> operations) throws IOException {
    Failure failure = attempt(seed, operations);
    if (failure != null) {
      tell(seed, operations, failure);
    }
  }

  /** Leaves out operation by operation as long as it fails all the same. */
  private void tell(long seed, List<Integer> operations, Failure first) throws IOException {
    List<Integer> left = new ArrayList<>(operations);
    Failure failure = first;
    boolean less = true;
    while (less) {
      less = false;
      for (Integer one : List.copyOf(left)) {
        List<Integer> fewer = new ArrayList<>(left);
        boolean _ = fewer.remove((Object) one);
        Failure still = attempt(seed, fewer);
        if (still != null && still.kind().equals(failure.kind())) {
          left = fewer;
          failure = still;
          less = true;
        }
      }
    }
    String numbers = left.stream().map(String::valueOf).collect(Collectors.joining(","));
    fail(
        "%s%n%s%n./mvnw test -Dtest=ModelTest -Dphoenix.seed=%d -Dphoenix.operations=%s",
        String.join(System.lineSeparator(), failure.said()), failure.what(), seed, numbers);
  }

  private record Failure(List<String> said, Throwable what) {
    /** By which a failure is told from another. */
    String kind() {
      StackTraceElement[] trace = what.getStackTrace();
      return Stream.of(trace)
          .filter(it -> it.getClassName().startsWith("dev.phoenix"))
          .findFirst()
          .map(it -> it.getClassName() + it.getMethodName())
          .orElse("");
    }
  }

  private @Nullable Failure attempt(long seed, List<Integer> operations) throws IOException {
    Path place = Files.createTempDirectory(memory(), "model");
    Run run = new Run(place);
    try {
      for (int operation : operations) {
        run.step(new Random(seed * 1_000 + operation));
      }
      run.end();
      return null;
    } catch (RuntimeException | AssertionError failed) {
      return new Failure(run.said(), failed);
    } finally {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** A disk makes this ten times as slow, and is another test's matter. */
  private Path memory() {
    Path shared = Path.of("/dev/shm");
    return Files.isWritable(shared) ? shared : folder;
  }
}
