package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.state.Hold;
import dev.phoenix.state.Holder;
import dev.phoenix.state.Liveness;
import dev.phoenix.state.StateLock;
import dev.phoenix.view.LockView;
import java.time.Instant;

/** {@code phoenix lock status} and {@code phoenix lock break}. */
final class LockCommand {
  private LockCommand() {}

  static ExitCode status(Session session) {
    Diagnostics diagnostics = new Diagnostics();
    StateLock.Look look = session.lock().look(diagnostics);
    if (!session.report(diagnostics)) {
      return ExitCode.ERROR;
    }
    session
        .terminal()
        .print(
            session.has(Option.JSON) ? LockView.json(look) : LockView.render(look, Instant.now()));
    return ExitCode.OK;
  }

  static ExitCode breakOff(Session session) {
    Diagnostics diagnostics = new Diagnostics();
    Approval approval = new Approval(session);
    if (!approval.isPossible(diagnostics)) {
      return session.fail(diagnostics);
    }
    return switch (session.lock().look(diagnostics)) {
      case StateLock.Look.Unknown() -> session.fail(diagnostics);
      case StateLock.Look.Free() -> {
        session.terminal().print("The state is not locked.\n");
        yield ExitCode.OK;
      }
      case StateLock.Look.Held(Hold hold) -> breakOff(session, hold, approval, diagnostics);
    };
  }

  private static ExitCode breakOff(
      Session session, Hold hold, Approval approval, Diagnostics diagnostics) {
    Holder holder = hold.holder();
    if (holder != null && holder.isHereAndAlive()) {
      diagnostics.add(
          Diagnostic.error(
              hold.words() + " is alive on this machine",
              "End it instead, and the lock is free at once: Ctrl-C at its terminal or kill "
                  + holder.pid()
                  + ", which lets it write down what it did; if it does not react, kill -9 "
                  + holder.pid()
                  + ", after which the next run goes on from its journal. Nothing was changed."));
      session.report(diagnostics);
      return ExitCode.LOCKED;
    }
    session.terminal().note(LockView.render(new StateLock.Look.Held(hold), Instant.now()));
    if (hold.liveness() != Liveness.DEAD) {
      session
          .terminal()
          .note(
              "With its lock broken a run begins nothing more and cannot write the state any more.\n");
    }
    if (!approval.given("Break the lock", false)) {
      return ExitCode.ERROR;
    }
    boolean broken = session.lock().breakOff(hold, diagnostics);
    session.report(diagnostics);
    if (broken) {
      session.terminal().print("The lock is broken: the next run may begin.\n");
    }
    return broken ? ExitCode.OK : ExitCode.ERROR;
  }
}
