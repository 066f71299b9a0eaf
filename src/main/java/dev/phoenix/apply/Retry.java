package dev.phoenix.apply;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Time;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Tries again what may succeed later, at growing intervals, until patience ends or the run is to
 * stop.
 */
final class Retry {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final int UNREACHABLE_ATTEMPTS = 3;

  /** So long may it take to notice that the run is to stop. */
  private static final Duration GLANCE = Duration.ofMillis(250);

  private final Time time;
  private final ApplyOptions options;
  private final BooleanSupplier stopping;

  Retry(Time time, ApplyOptions options, BooleanSupplier stopping) {
    this.time = time;
    this.options = options;
    this.stopping = stopping;
  }

  /** Something that may be tried more than once. */
  interface Attempt<T> {
    T run() throws ResourceFailure;
  }

  <T> T run(Attempt<T> attempt, Consumer<String> progress) throws ResourceFailure {
    long begun = time.nanos();
    String said = "";
    for (int failures = 1; ; failures++) {
      try {
        return attempt.run();
      } catch (ResourceFailure failure) {
        Duration delay = delay(failures);
        if (!mayRepeat(failure.kind(), failures, time.nanos() - begun + delay.toNanos())) {
          throw failure;
        }
        // The tenth attempt that ends like the ninth is no news.
        String news = "trying again soon: " + failure.getMessage();
        if (!news.equals(said)) {
          progress.accept(news);
          said = news;
        }
        if (!waited(delay)) {
          throw failure;
        }
      }
    }
  }

  private boolean mayRepeat(Kind kind, int failures, long nanos) {
    if (stopping.getAsBoolean()) {
      return false;
    }
    return switch (kind) {
      case PERMANENT, STALE, UNCLEAR -> false;
      case UNREACHABLE -> failures < UNREACHABLE_ATTEMPTS;
      case RETRYABLE, AMBIGUOUS -> nanos <= options.patience().toNanos();
    };
  }

  private Duration delay(int failures) {
    long full = Math.min(FIRST.toNanos() << Math.min(failures - 1, 10), LONGEST.toNanos());
    synchronized (options.random()) {
      return Duration.ofNanos(full / 2 + options.random().nextLong(full / 2));
    }
  }

  /** Whether all of it was waited and the run still goes on. */
  private boolean waited(Duration delay) {
    try {
      for (Duration left = delay; left.isPositive(); left = left.minus(GLANCE)) {
        if (stopping.getAsBoolean()) {
          return false;
        }
        time.sleep(left.compareTo(GLANCE) < 0 ? left : GLANCE);
      }
      return !stopping.getAsBoolean();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
