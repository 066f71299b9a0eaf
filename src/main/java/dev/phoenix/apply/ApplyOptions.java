package dev.phoenix.apply;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How an apply goes about its work.
 *
 * @param parallelism steps that may work at once; those that only wait for the world do not count
 * @param patience how long a step that meets something busy is tried again
 * @param drain how long what runs may go on once the user wants the run to stop
 * @param mostFailures after so many failed steps nothing more is begun
 * @param random spreads the retries of many steps; seeded in tests
 */
public record ApplyOptions(
    int parallelism, Duration patience, Duration drain, int mostFailures, RandomGenerator random) {
  public static final int PARALLELISM = 10;
  public static final Duration PATIENCE = Duration.ofMinutes(5);
  public static final Duration DRAIN = Duration.ofMinutes(2);

  /** However many steps fail, what does not depend on them is begun. */
  public static final int ANY_FAILURES = Integer.MAX_VALUE;

  public ApplyOptions {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism " + parallelism + " is less than 1");
    }
    if (mostFailures < 1) {
      throw new IllegalArgumentException("stopping after " + mostFailures + " failures");
    }
  }

  /** With the usual time for draining, and not stopped by failures. */
  public ApplyOptions(int parallelism, Duration patience, RandomGenerator random) {
    this(parallelism, patience, DRAIN, ANY_FAILURES, random);
  }

  public static ApplyOptions usual() {
    return new ApplyOptions(PARALLELISM, PATIENCE, RandomGenerator.getDefault());
  }
}
