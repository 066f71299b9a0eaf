package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Scope;
import dev.phoenix.plan.Strays;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Stray;
import dev.phoenix.state.State;
import dev.phoenix.state.StateRun;
import dev.phoenix.view.FoundView;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * {@code phoenix import} and {@code phoenix recover}: records what is there and was not recorded,
 * one object that the user names or all that bear our mark. Nothing is done to any of them.
 */
final class ImportCommand {
  private final Session session;
  private final Worlds worlds;
  private final boolean all;

  ImportCommand(Session session, Worlds worlds) {
    this.session = session;
    this.worlds = worlds;
    this.all = session.arguments().command() == Command.RECOVER;
  }

  ExitCode run() {
    Diagnostics diagnostics = new Diagnostics();
    Approval approval = new Approval(session);
    if (!approval.isPossible(diagnostics)) {
      return session.fail(diagnostics);
    }
    Files files = Files.read(session, diagnostics);
    if (files == null) {
      return session.fail(diagnostics);
    }
    return Turn.with(session, diagnostics, run -> run(files, run, approval, diagnostics));
  }

  private ExitCode run(Files files, StateRun run, Approval approval, Diagnostics diagnostics) {
    try (World world = worlds.open(session, files.configuration(), diagnostics)) {
      if (world == null) {
        return session.fail(diagnostics);
      }
      PlanOptions usual = Planning.options(session.arguments(), files);
      PlanOptions options =
          all
              ? usual
              : usual.of(Scope.targets(named())).adopting(Set.of(AddressPattern.of(named())));
      Plan plan =
          new Planning(session, world, files)
              .plan(options, meant(world, files, run), run.digests(), diagnostics);
      if (!all) {
        check(plan, run.state(), diagnostics);
      }
      if (!session.report(diagnostics)) {
        return ExitCode.ERROR;
      }
      if (all) {
        strays(world, files, plan, run);
      }
      return record(plan, run, approval);
    }
  }

  /** The state with the one that the user means by its id, where several may have its name. */
  private State meant(World world, Files files, StateRun run) {
    List<String> rest = session.arguments().rest();
    State state = run.state();
    if (all || rest.size() < 2 || state.get(named()) != null) {
      return state;
    }
    for (Resource resource : files.resources()) {
      Identity chosen = world.types().of(resource.address()).chosen(rest.get(1));
      if (resource.address().equals(named()) && chosen.isKnown()) {
        return state.with(
            new Recorded(
                resource.address(),
                chosen,
                resource.attributes(),
                new TreeMap<>(),
                resource.dependencies(),
                resource.within(),
                Recorded.Status.INCOMPLETE));
      }
    }
    return state;
  }

  /** The parser has checked that it is an address. */
  private Address named() {
    return Address.parse(session.arguments().rest().getFirst());
  }

  private void strays(World world, Files files, Plan plan, StateRun run) {
    Diagnostics found = new Diagnostics();
    SortedSet<Stray> strays =
        new Strays(world.types()).find(files.resources(), run.state(), plan, found);
    session.report(found);
    session.terminal().print(new FoundView(session.terminal().look().out()).strays(strays));
  }

  /** An object that was named must be there, be the one that was meant, and not be recorded. */
  private void check(Plan plan, State state, Diagnostics diagnostics) {
    Address named = named();
    String name = named.toString();
    for (Change change : plan.changes()) {
      if (!change.address().equals(named)) {
        continue;
      }
      if (state.get(named) != null) {
        diagnostics.add(
            Diagnostic.error(
                name + " is recorded already",
                "phoenix state show " + name + " prints it. phoenix state forget drops it."));
      } else if (change.movedFrom() != null) {
        diagnostics.add(
            Diagnostic.error(
                name + " is recorded already, as " + change.movedFrom(),
                "phoenix apply gives the record its new name, and so does phoenix state move %s %s."
                    .formatted(change.movedFrom(), name)));
      } else if (change.observed() instanceof Observation.Absent) {
        diagnostics.add(
            Diagnostic.error(
                name + " is not there", "There is nothing to import: phoenix apply makes it."));
      } else if (change.observed() instanceof Observation.Unreachable unreachable) {
        diagnostics.add(Diagnostic.error(name + " cannot be looked at", unreachable.sentence()));
      } else if (change.observed() instanceof Observation.Present present) {
        isMeant(name, present, diagnostics);
      }
    }
  }

  private void isMeant(String name, Observation.Present present, Diagnostics diagnostics) {
    List<String> rest = session.arguments().rest();
    if (rest.size() > 1 && !present.identity().parts().containsValue(rest.get(1))) {
      diagnostics.add(
          Diagnostic.error(
              name + " is not " + rest.get(1),
              "What the files mean by "
                  + name
                  + " is "
                  + FoundView.identity(present.identity())
                  + ". Change its name in the files so that it means the other one."));
    }
  }

  private ExitCode record(Plan plan, StateRun run, Approval approval) {
    NewRecords records =
        NewRecords.of(
            plan.changes().stream()
                .filter(change ->
                    run.state().get(change.address()) == null
                        && (all || change.address().equals(named()))),
            !all,
            run);
    FoundView view = new FoundView(session.terminal().look().out());
    session.terminal().print(view.found(records.found()));
    if (all) {
      session.terminal().print(view.others(others(plan)));
    }
    if (records.found().isEmpty()) {
      session.terminal().print("Nothing is there that is not recorded and could be.\n");
      return ExitCode.OK;
    }
    if (!approval.given("Record " + (records.count() == 1 ? "this" : "these"), false)) {
      return ExitCode.ERROR;
    }
    State now = records.commit(run, session);
    if (now == null) {
      return ExitCode.ERROR;
    }
    session
        .terminal()
        .print(
            session.hint(
                "Recorded %s, serial %d. Nothing was done to what is there; phoenix plan shows in what it differs from the files.\n"
                    .formatted(Count.of(records.count(), "resource"), now.serial())));
    return ExitCode.OK;
  }

  /** What is there, bears no mark of ours, and has the name of something in the files. */
  private static List<Change> others(Plan plan) {
    return plan.changes().stream()
        .filter(change ->
            change.recorded() == null
                && change.observed() instanceof Observation.Present present
                && present.claim().isForeign())
        .toList();
  }
}
