package dev.phoenix.apply;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Time;
import java.time.Duration;
import java.util.function.Consumer;

/** Tries again what may succeed later, at growing intervals, until patience ends. */
final class Retry {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final int UNREACHABLE_ATTEMPTS = 3;

  private final Time time;
  private final ApplyOptions options;

  Retry(Time time, ApplyOptions options) {
    this.time = time;
    this.options = options;
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
        sleep(delay);
      }
    }
  }

  private boolean mayRepeat(Kind kind, int failures, long nanos) {
    return switch (kind) {
      case PERMANENT, STALE -> false;
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

  private void sleep(Duration delay) throws ResourceFailure {
    try {
      time.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ResourceFailure(Kind.PERMANENT, "interrupted while waiting to try again", e);
    }
  }
}
