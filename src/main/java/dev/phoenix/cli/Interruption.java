package dev.phoenix.cli;

import dev.phoenix.view.Terminal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and the like while something is being changed: what runs may come to its end and the state
 * is written before the process goes.
 */
final class Interruption implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(30);

  private final Runnable interrupt;
  private final Terminal terminal;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interruption");

  Interruption(Runnable interrupt, Terminal terminal) {
    this.interrupt = interrupt;
    this.terminal = terminal;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupted() {
    terminal.note("\nInterrupted: nothing more is begun; waiting for what runs to end.\n");
    try {
      interrupt.run();
      if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        interrupt.run();
        boolean inTime = ended.await(LAST_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!inTime) {
          terminal.note("What runs did not end; what was done stands in the journal.\n");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // The shell's code for a signal would hide that the state is in order.
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException goingDown) {
      // The hook is at work and ends the process.
      waitForTheEnd();
    }
  }

  private void waitForTheEnd() {
    try {
      hook.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
