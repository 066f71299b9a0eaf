package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.state.RunStart;
import java.time.Duration;
import java.util.function.Function;

/** Begins a run that writes the state, and waits for another one as long as the user allows. */
final class Turn {
  private static final Duration STEP = Duration.ofMillis(100);

  private Turn() {}

  static RunStart of(
      Session session, Function<Diagnostics, RunStart> begin, Diagnostics diagnostics) {
    Diagnostics said = new Diagnostics();
    RunStart start = begin.apply(said);
    Duration patience = session.arguments().duration(Option.LOCK_TIMEOUT, Duration.ZERO);
    if (start instanceof RunStart.Locked locked && patience.isPositive()) {
      long end = System.nanoTime() + patience.toNanos();
      String what = "the state, which " + locked.hold().words() + " has locked";
      try (Waiting waiting = new Waiting(session.terminal(), what)) {
        while (start instanceof RunStart.Locked && System.nanoTime() < end) {
          Thread.sleep(STEP);
          said = new Diagnostics();
          start = begin.apply(said);
        }
        waiting.done();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    diagnostics.addAll(said.sorted());
    return start;
  }
}
