package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Suggestion;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import dev.phoenix.state.State;
import dev.phoenix.view.StateView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code phoenix show}, {@code state list} and {@code state show}: what the state remembers. */
final class StateCommand {
  private StateCommand() {}

  static ExitCode list(Session session) {
    Diagnostics diagnostics = new Diagnostics();
    State state = session.state().load(diagnostics);
    if (!session.report(diagnostics) || state == null) {
      return ExitCode.ERROR;
    }
    if (session.has(Option.JSON)) {
      session.terminal().print(StateView.json("addresses", state.resources().keySet()));
    } else {
      session.terminal().print(StateView.list(state.resources().keySet()));
    }
    return ExitCode.OK;
  }

  static ExitCode show(Session session) {
    if (SavedPlans.isNamed(session)) {
      return SavedPlans.show(session);
    }
    Diagnostics diagnostics = new Diagnostics();
    if (session.has(Option.FORMAT)) {
      diagnostics.add(
          Diagnostic.error(
              "--format is for a saved plan, and no file of one is named",
              "phoenix plan --out FILE saves one, phoenix show FILE --format markdown shows it."));
      return session.fail(diagnostics);
    }
    State state = session.state().load(diagnostics);
    if (!session.report(diagnostics) || state == null) {
      return ExitCode.ERROR;
    }
    StateView view = new StateView(session.terminal().look().out());
    boolean json = session.has(Option.JSON);
    if (session.arguments().rest().isEmpty()) {
      session.terminal().print(json ? StateView.json(state) : view.render(state));
      return ExitCode.OK;
    }
    String wanted = session.arguments().rest().getFirst();
    Recorded recorded = find(state, wanted);
    if (recorded == null) {
      diagnostics.add(unknown(state, wanted));
      return session.fail(diagnostics);
    }
    session.terminal().print(json ? StateView.json(recorded) : view.render(recorded));
    return ExitCode.OK;
  }

  static @Nullable Recorded find(State state, String wanted) {
    try {
      return state.get(Address.parse(wanted));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  static Diagnostic unknown(State state, String wanted) {
    List<String> known = state.resources().keySet().stream().map(Address::toString).toList();
    return Diagnostic.error(
        "the state does not know " + wanted,
        Suggestion.sentence(wanted, known)
            + "phoenix state list prints every address that it knows.");
  }
}
