package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Secret;
import dev.phoenix.state.Renaming;
import dev.phoenix.state.State;
import dev.phoenix.state.StateRun;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** {@code phoenix state move}: the state remembers an object under another address. */
final class MoveCommand {
  private final Session session;

  MoveCommand(Session session) {
    this.session = session;
  }

  ExitCode run() {
    Diagnostics diagnostics = new Diagnostics();
    return Turn.with(session, diagnostics, run -> move(run, diagnostics));
  }

  private ExitCode move(StateRun run, Diagnostics diagnostics) {
    String from = session.arguments().rest().getFirst();
    String to = session.arguments().rest().get(1);
    Recorded recorded = StateCommand.find(run.state(), from);
    if (recorded == null) {
      diagnostics.add(StateCommand.unknown(run.state(), from));
      return session.fail(diagnostics);
    }
    Address target = target(recorded, to, run.state(), diagnostics);
    if (target == null) {
      return session.fail(diagnostics);
    }
    Renaming renaming = new Renaming(recorded.address(), target, run.digests(), secrets());
    State now = run.commit(renaming.of(run.state()), diagnostics);
    if (!session.report(diagnostics)) {
      return ExitCode.ERROR;
    }
    session
        .terminal()
        .print(
            "%s is %s from now on, serial %d. Write the new name into the files, or the next plan moves it back or deletes it.\n"
                .formatted(from, to, now.serial()));
    if (!renaming.lost().isEmpty()) {
      session
          .terminal()
          .print(
              "Its %s will be set again by the next apply: the files do not give what it was.\n"
                  .formatted(String.join(", ", renaming.lost())));
    }
    return ExitCode.OK;
  }

  private static @Nullable Address target(
      Recorded recorded, String to, State state, Diagnostics diagnostics) {
    Address target;
    try {
      target = Address.parse(to);
    } catch (IllegalArgumentException e) {
      diagnostics.add(
          Diagnostic.error(to + " is no address", "An address is type/name: stack/web1/blog."));
      return null;
    }
    if (!target.type().equals(recorded.address().type())) {
      diagnostics.add(
          Diagnostic.error(
              recorded.address() + " cannot become " + to,
              "They are of different types. Only the name can be another."));
      return null;
    }
    if (state.get(target) != null) {
      diagnostics.add(
          Diagnostic.error(
              to + " is recorded already",
              "Two objects cannot have one address. phoenix state show " + to + " prints it."));
      return null;
    }
    return target;
  }

  /** Secrets that the files give, by address; none of files that cannot be read. */
  private Map<Address, SortedMap<String, Secret>> secrets() {
    Files files = Files.read(session, new Diagnostics());
    Map<Address, SortedMap<String, Secret>> secrets = new HashMap<>();
    if (files != null) {
      files.resources().forEach(it -> secrets.put(it.address(), it.secrets()));
    }
    return secrets;
  }
}
