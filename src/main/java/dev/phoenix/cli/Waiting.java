package dev.phoenix.cli;

import dev.phoenix.resource.Time;
import dev.phoenix.view.Terminal;
import java.time.Duration;

/**
 * Says what a command waits for once that has taken more than a second: every second in one line on
 * a terminal, every ten in a line of its own elsewhere.
 */
final class Waiting implements AutoCloseable {
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final int REPEAT = 10;

  private final Terminal terminal;
  private final String what;
  private final Thread thread;

  Waiting(Terminal terminal, String what) {
    this(terminal, Time.system(), what);
  }

  Waiting(Terminal terminal, Time time, String what) {
    this.terminal = terminal;
    this.what = what;
    this.thread = Thread.ofVirtual().start(() -> watch(time));
  }

  private void watch(Time time) {
    try {
      for (int seconds = 1; ; seconds++) {
        time.sleep(STEP);
        tell(seconds);
      }
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void tell(int seconds) {
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    String line = "waiting: " + what + " (" + seconds + " s)";
    if (terminal.look().live()) {
      terminal.status(line);
    } else if (seconds % REPEAT == 1) {
      terminal.note(line + "\n");
    }
  }

  /** Nothing is said from now on. */
  synchronized void done() {
    thread.interrupt();
    terminal.status("");
  }

  @Override
  public void close() {
    done();
  }
}
