package dev.phoenix.world;

import dev.phoenix.resource.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that waiting moves on at once. */
public final class Patience implements Time {
  private final AtomicLong now = new AtomicLong();

  @Override
  public long nanos() {
    return now.get();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long _ = now.addAndGet(duration.toNanos());
  }
}
