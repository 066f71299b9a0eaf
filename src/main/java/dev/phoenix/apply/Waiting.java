package dev.phoenix.apply;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many steps only wait for the world: for a task of a server, a boot, or room beside others.
 * They leave their places to steps that can work meanwhile. Safe for threads.
 */
final class Waiting {
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicBoolean news = new AtomicBoolean();
  private final Runnable tell;

  /**
   * Nobody waits yet.
   *
   * @param tell is run when more wait than were counted last
   */
  Waiting(Runnable tell) {
    this.tell = tell;
  }

  int count() {
    news.set(false);
    return count.get();
  }

  void begins() {
    count.incrementAndGet();
    if (!news.getAndSet(true)) {
      tell.run();
    }
  }

  void ends() {
    count.decrementAndGet();
  }
}
