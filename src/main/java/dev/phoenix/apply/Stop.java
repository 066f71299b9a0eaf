package dev.phoenix.apply;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How far a run has been told to stop: first nothing more is begun, by a fault of its own or
 * because the user wants it; then what still waits is interrupted, at last nobody waits even for
 * that. Safe for threads.
 */
final class Stop {
  private final Duration drain;
  private final Runnable interrupt;
  private final CountDownLatch over = new CountDownLatch(1);
  private Stage stage = Stage.NONE;

  /** In the order in which a run goes through them. */
  private enum Stage {
    NONE,
    CLOSED,
    DRAINING,
    ENDED,
    ABANDONED
  }

  /**
   * Of a run that goes on.
   *
   * @param drain how long what runs may take to come to its end by itself
   * @param interrupt interrupts what runs; called at most twice
   */
  Stop(Duration drain, Runnable interrupt) {
    this.drain = drain;
    this.interrupt = interrupt;
  }

  /** What the user asks for: the first time to stop, the second time to leave at once. */
  void ask() {
    if (reach(Stage.DRAINING)) {
      Thread.ofVirtual().name("drain").start(this::endAfterDraining);
    } else if (reach(Stage.ABANDONED)) {
      interrupt.run();
    }
  }

  /** Nothing more is begun; what runs has all the time that it needs. */
  void beginNothingMore() {
    boolean _ = reach(Stage.CLOSED);
  }

  private synchronized boolean reach(Stage next) {
    boolean further = next.compareTo(stage) > 0;
    if (further) {
      stage = next;
    }
    return further;
  }

  private void endAfterDraining() {
    try {
      if (!over.await(drain.toNanos(), TimeUnit.NANOSECONDS) && reach(Stage.ENDED)) {
        interrupt.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing runs any more. */
  void over() {
    over.countDown();
  }

  /** Whether nothing more is begun, nor tried again. */
  synchronized boolean isClosed() {
    return stage != Stage.NONE;
  }

  /** Whether the user wants it. */
  synchronized boolean isAsked() {
    return stage.compareTo(Stage.DRAINING) >= 0;
  }

  /** Whether what runs is to end its waiting. */
  synchronized boolean isEnded() {
    return stage.compareTo(Stage.ENDED) >= 0;
  }

  synchronized boolean isAbandoned() {
    return stage == Stage.ABANDONED;
  }
}
