package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.state.RunStart;
import dev.phoenix.state.StateRun;
import java.time.Duration;
import java.util.function.Function;

/** Begins a run that writes the state, and waits for another one as long as the user allows. */
final class Turn {
  private static final Duration STEP = Duration.ofMillis(100);

  private Turn() {}

  /** Does something with the state to itself, as the command that is under way. */
  static ExitCode with(
      Session session, Diagnostics diagnostics, Function<StateRun, ExitCode> work) {
    String operation = session.arguments().command().spelling();
    return with(session, it -> session.state().begin(operation, it), diagnostics, work);
  }

  /**
   * The same.
   *
   * @param begin says whether it may
   * @param work is not done where it may not, which is said then
   */
  static ExitCode with(
      Session session,
      Function<Diagnostics, RunStart> begin,
      Diagnostics diagnostics,
      Function<StateRun, ExitCode> work) {
    return switch (of(session, begin, diagnostics)) {
      case RunStart.Locked _ -> {
        session.report(diagnostics);
        yield ExitCode.LOCKED;
      }
      case RunStart.Refused _ -> session.fail(diagnostics);
      case RunStart.Ready(StateRun run) -> {
        try (run) {
          yield work.apply(run);
        }
      }
    };
  }

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
