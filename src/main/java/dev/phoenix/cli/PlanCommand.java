package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Plan;
import dev.phoenix.state.SecretDigests;
import dev.phoenix.state.State;
import dev.phoenix.view.Json;
import dev.phoenix.view.PlanView;

/** {@code phoenix plan}: shows what an apply would do, and changes nothing. */
final class PlanCommand {
  private PlanCommand() {}

  static ExitCode run(Session session, Worlds worlds) {
    Interruption _ = Interruption.ofReading(session.terminal());
    Diagnostics diagnostics = new Diagnostics();
    State state = session.state().load(diagnostics);
    SecretDigests digests = new SecretDigests(state == null ? "" : state.lineage());
    // A new fleet has no digest to compare with.
    boolean compares = state != null && !state.resources().isEmpty();
    Files files = Files.read(session, compares ? digests::ahead : _ -> {}, diagnostics);
    if (files == null || state == null) {
      return session.fail(diagnostics);
    }
    try (World world = worlds.open(session, files.configuration(), diagnostics)) {
      if (world == null) {
        return session.fail(diagnostics);
      }
      Plan plan =
          Planning.plan(session, world, files.resources(), state, digests, false, diagnostics);
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
