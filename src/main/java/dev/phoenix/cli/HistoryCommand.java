package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.state.Earlier;
import dev.phoenix.view.HistoryView;
import java.util.List;

/** {@code phoenix state history}: the states that were written last. */
final class HistoryCommand {
  private HistoryCommand() {}

  static ExitCode run(Session session) {
    Diagnostics diagnostics = new Diagnostics();
    List<Earlier> history = session.state().history(diagnostics);
    if (!session.report(diagnostics) || history == null) {
      return ExitCode.ERROR;
    }
    session
        .terminal()
        .print(
            session.has(Option.JSON)
                ? HistoryView.json(history)
                : session.hint(HistoryView.render(history)));
    return ExitCode.OK;
  }
}
