package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.state.Earlier;
import dev.phoenix.state.State;
import dev.phoenix.state.StateRun;
import dev.phoenix.view.HistoryView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code phoenix state restore}: an earlier state comes back as a new one. */
final class RestoreCommand {
  private final Session session;

  RestoreCommand(Session session) {
    this.session = session;
  }

  ExitCode run() {
    Diagnostics diagnostics = new Diagnostics();
    Approval approval = new Approval(session);
    if (!approval.isPossible(diagnostics)) {
      return session.fail(diagnostics);
    }
    Earlier wanted = wanted(diagnostics);
    if (wanted == null) {
      return session.fail(diagnostics);
    }
    return Turn.with(
        session,
        it -> session.state().restore(wanted, "state restore", it),
        diagnostics,
        run -> restore(run, wanted, approval, diagnostics));
  }

  private @Nullable Earlier wanted(Diagnostics diagnostics) {
    String serial = session.arguments().rest().getFirst();
    List<Earlier> history = session.state().history(diagnostics);
    if (history == null) {
      return null;
    }
    for (Earlier earlier : history) {
      if (earlier.name(history).equals(serial)) {
        return earlier;
      }
    }
    diagnostics.add(
        Diagnostic.error(
            "no state with the serial " + serial + " is kept",
            "phoenix state history lists those that are. Older ones are in git, if they were"
                + " committed."));
    return null;
  }

  private ExitCode restore(
      StateRun run, Earlier wanted, Approval approval, Diagnostics diagnostics) {
    if (!session.report(diagnostics)) {
      return ExitCode.ERROR;
    }
    session.terminal().note(HistoryView.difference(run.recorded(), run.state()));
    if (!approval.given("Restore serial " + wanted.serial(), false)) {
      return ExitCode.ERROR;
    }
    Diagnostics problems = new Diagnostics();
    State now = run.commit(run.state().resources(), problems);
    if (!session.report(problems)) {
      return ExitCode.ERROR;
    }
    session
        .terminal()
        .print(
            session.has(Option.JSON)
                ? HistoryView.restored(wanted, now)
                : "Restored serial "
                    + wanted.serial()
                    + ": the state has serial "
                    + now.serial()
                    + session.hint(
                        " now. The world was not changed; phoenix plan shows how it differs.\n"));
    return ExitCode.OK;
  }
}
