package dev.phoenix.resource;

import java.time.Duration;

/** The clock and the waiting, passed in so that tests need not wait. */
public interface Time {
  /** Nanoseconds of a clock that only goes forward. */
  long nanos();

  void sleep(Duration duration) throws InterruptedException;

  /** The machine's own clock. */
  static Time system() {
    return new Time() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
      }
    };
  }
}
