package dev.phoenix.cli;

import dev.phoenix.view.Terminal;
import java.time.Duration;

/** Says what a command waits for once that has taken more than a second, and then every ten. */
final class Waiting implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration REPEAT = Duration.ofSeconds(10);

  private final Thread thread;

  Waiting(Terminal terminal, String what) {
    thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Thread.sleep(PATIENCE);
                for (long seconds = 1; ; seconds += REPEAT.toSeconds()) {
                  terminal.note("waiting: " + what + " (" + seconds + " s)\n");
                  Thread.sleep(REPEAT);
                }
              } catch (InterruptedException done) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** Nothing is said from now on. */
  void done() {
    thread.interrupt();
  }

  @Override
  public void close() {
    done();
  }
}
