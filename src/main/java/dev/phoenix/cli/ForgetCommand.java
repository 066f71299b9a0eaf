package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import dev.phoenix.state.State;
import dev.phoenix.state.StateRun;
import dev.phoenix.view.StateView;
import java.util.NavigableMap;
import java.util.TreeMap;

/** {@code phoenix state forget}: drops records of what is gone for good, or somebody else's now. */
final class ForgetCommand {
  private final Session session;

  ForgetCommand(Session session) {
    this.session = session;
  }

  ExitCode run() {
    Diagnostics diagnostics = new Diagnostics();
    Approval approval = new Approval(session);
    if (!approval.isPossible(diagnostics)) {
      return session.fail(diagnostics);
    }
    return Turn.with(session, diagnostics, run -> forget(run, approval, diagnostics));
  }

  private ExitCode forget(StateRun run, Approval approval, Diagnostics diagnostics) {
    String wanted = session.arguments().rest().getFirst();
    Recorded recorded = StateCommand.find(run.state(), wanted);
    if (recorded == null) {
      diagnostics.add(StateCommand.unknown(run.state(), wanted));
      return session.fail(diagnostics);
    }
    State kept = run.state();
    NavigableMap<Address, Recorded> doomed = withDependents(kept, recorded);
    session.terminal().note(StateView.list(doomed.keySet()));
    if (!approval.given("Forget " + (doomed.size() == 1 ? "this" : "these"), false)) {
      return ExitCode.ERROR;
    }
    for (Address address : doomed.keySet()) {
      kept = kept.without(address);
    }
    run.commit(kept.resources(), diagnostics);
    if (!session.report(diagnostics)) {
      return ExitCode.ERROR;
    }
    tell(doomed);
    return ExitCode.OK;
  }

  /** The record and those that stand on it, directly or not. */
  private static NavigableMap<Address, Recorded> withDependents(State state, Recorded first) {
    NavigableMap<Address, Recorded> found = new TreeMap<>();
    found.put(first.address(), first);
    int before = 0;
    while (before < found.size()) {
      before = found.size();
      for (Recorded other : state.resources().values()) {
        if (other.dependencies().stream().anyMatch(found::containsKey)) {
          found.put(other.address(), other);
        }
      }
    }
    return found;
  }

  private void tell(NavigableMap<Address, Recorded> doomed) {
    session
        .terminal()
        .print(
            session.has(Option.JSON)
                ? StateView.json("forgotten", doomed.keySet())
                : "Forgot "
                    + Count.of(doomed.size(), "resource")
                    + ". What is there of them stays as it is, and phoenix leaves it alone.\n");
  }
}
