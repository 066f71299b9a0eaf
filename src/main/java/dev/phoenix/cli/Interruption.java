package dev.phoenix.cli;

import dev.phoenix.apply.Applier;
import dev.phoenix.view.Terminal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a signal does while a command runs. Before anything is changed it ends the process at once.
 * During an apply the first begins nothing more and gives what runs a while to end; the second
 * leaves at once. A terminal that goes away says so twice, by the shell and by the system, so that
 * this never counts as the second. The journal has at any moment what the next run needs to go on.
 */
final class Interruption {
  /** For writing the state and the report after the second signal. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private static final Duration QUICK = Duration.ofMillis(300);

  private final Terminal terminal;
  private final Duration drain;
  private final Thread installing;
  private @Nullable Runnable undo;
  private @Nullable Applier applier;
  private boolean asked;
  private boolean changed;

  /**
   * From now on signals end the command in order.
   *
   * @param drain how long what runs may go on after the first
   */
  Interruption(Terminal terminal, Duration drain) {
    this(terminal, drain, Duration.ZERO);
  }

  /**
   * For a command that changes nothing: only if it is still there after a while, so that a quick
   * one does without what it costs to listen.
   */
  static Interruption ofReading(Terminal terminal) {
    return new Interruption(terminal, Duration.ZERO, QUICK);
  }

  private Interruption(Terminal terminal, Duration drain, Duration after) {
    this.terminal = terminal;
    this.drain = drain;
    // Beside the reading of the files, because it takes a fifth of the time that Java needs to
    // start.
    this.installing = Thread.ofPlatform().daemon().start(() -> listen(after));
  }

  private void listen(Duration after) {
    try {
      Thread.sleep(after);
      Signals.handle(this::interrupted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What has to be given back where the process ends before anything was changed. */
  synchronized void holding(Runnable giveBack) {
    undo = giveBack;
  }

  /** From now on things are changed. */
  void applying(Applier now) throws InterruptedException {
    installing.join();
    synchronized (this) {
      applier = now;
    }
  }

  /** What was changed is written down; until the next apply nothing is. */
  synchronized void applied() {
    applier = null;
    changed = true;
  }

  private synchronized void interrupted(String signal) {
    Applier current = applier;
    if (current == null) {
      terminal.note("\nInterrupted: nothing " + (changed ? "more " : "") + "was changed.\n");
      if (undo != null) {
        undo.run();
      }
      leave();
    } else if (!asked) {
      asked = true;
      terminal.note(
          "\nInterrupted: nothing more is begun, and what runs has %d s to end. A second Ctrl-C leaves at once.\n"
              .formatted(drain.toSeconds()));
      current.interrupt();
    } else if (!signal.equals(Signals.HANG_UP)) {
      terminal.note(
          "\nInterrupted again: leaving at once. The next run looks what became of what was begun"
              + " and goes on from there.\n");
      Thread.ofPlatform().daemon().start(Interruption::leaveSoon);
      current.interrupt();
    }
  }

  private static void leaveSoon() {
    try {
      Thread.sleep(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leave();
  }

  /** Without waiting for anybody: threads may be in the middle of reading the world. */
  private static void leave() {
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
  }
}
