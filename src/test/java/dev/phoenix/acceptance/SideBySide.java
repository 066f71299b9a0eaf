package dev.phoenix.acceptance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;

/** Tries much at a time, since most of it waits; says of each failure how to have it again. */
final class SideBySide {
  private final Semaphore places;
  private final Phaser running = new Phaser(1);
  private final List<String> failed = Collections.synchronizedList(new ArrayList<>());

  SideBySide(int atOnce) {
    this.places = new Semaphore(atOnce);
  }

  /** Something that may fail. */
  interface Trial {
    void go() throws Exception;
  }

  /**
   * Begins when there is room.
   *
   * @param again the options of the command that tries just this once more
   */
  void go(String again, Trial trial) {
    int _ = running.register();
    Thread _ =
        Thread.ofVirtual()
            .start(() -> {
              places.acquireUninterruptibly();
              try {
                trial.go();
              } catch (Exception | AssertionError failure) {
                String text =
                    "%nagain: ./mvnw verify -DexcludedGroups= %s%n%s".formatted(again, failure);
                System.out.println(text);
                failed.add(text);
              } finally {
                places.release();
                int _ = running.arriveAndDeregister();
              }
            });
  }

  /** Waits until all has ended. */
  List<String> failed() {
    int _ = running.arriveAndAwaitAdvance();
    return List.copyOf(failed);
  }
}
