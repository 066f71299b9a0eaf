package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Plan;
import dev.phoenix.state.State;
import dev.phoenix.view.Json;
import dev.phoenix.view.PlanView;

/** {@code phoenix plan}: shows what an apply would do, and changes nothing. */
final class PlanCommand {
  private PlanCommand() {}

  static ExitCode run(Session session, Worlds worlds) {
    Interruption _ = new Interruption(session.terminal());
    Diagnostics diagnostics = new Diagnostics();
    Files files = Files.read(session, diagnostics);
    State state = files == null ? null : session.state().load(diagnostics);
    if (files == null || state == null) {
      return session.fail(diagnostics);
    }
    try (World world = worlds.open(session, files.configuration(), diagnostics)) {
      if (world == null) {
        return session.fail(diagnostics);
      }
      Plan plan = Planning.plan(session, world, files.resources(), state, false, diagnostics);
      if (!session.report(diagnostics)) {
        return ExitCode.ERROR;
      }
      show(session, plan);
      if (!session.has(Option.JSON)) {
        session.terminal().print(Guests.waiting(files.configuration()));
      }
      return session.has(Option.DETAILED_EXITCODE) && plan.hasChanges()
          ? ExitCode.CHANGES_PENDING
          : ExitCode.OK;
    }
  }

  static void show(Session session, Plan plan) {
    session
        .terminal()
        .print(
            session.has(Option.JSON)
                ? Json.plan(plan)
                : PlanView.ofResults(session.terminal().look()).render(plan));
  }
}
