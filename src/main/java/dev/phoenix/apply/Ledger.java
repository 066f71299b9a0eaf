package dev.phoenix.apply;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Renames;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Stage;
import dev.phoenix.state.Intent;
import dev.phoenix.state.SecretDigests;
import dev.phoenix.state.State;
import dev.phoenix.state.StateRun;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is recorded while a run goes on, and the journal that says so. For one thread. */
final class Ledger {
  private final StateRun run;
  private final Neighbourhood neighbourhood;
  private final SecretDigests digests;
  private final SortedMap<Address, Recorded> resources;
  private final SortedMap<Address, Intent> open = new TreeMap<>();
  private final SortedMap<Address, Identity> identities = new TreeMap<>();
  private final SortedMap<Address, Stage> stages = new TreeMap<>();
  private boolean unsynced;

  Ledger(StateRun run, Neighbourhood neighbourhood) {
    this.run = run;
    this.neighbourhood = neighbourhood;
    this.digests = run.digests();
    this.resources = new TreeMap<>(run.state().resources());
  }

  /** Journals what a step is about to do to the world; it may begin after the next sync. */
  Intent begin(Step step) {
    Change change = neighbourhood.change(step.address());
    Address from = change.movedFrom();
    Recorded before = change.recorded();
    if (from != null && before != null && resources.containsKey(from)) {
      // First the record moves: else a crash would leave two records of one object.
      rename(from, step.address());
      put(step.address(), at(step.address(), before, Recorded.Status.INCOMPLETE));
      remove(from);
    }
    Intent intent = intent(step, change);
    run.journal().intent(intent);
    unsynced = true;
    open.put(step.address(), intent);
    return intent;
  }

  /** All that names it names it anew first, for the old address leads nowhere from here on. */
  private void rename(Address from, Address to) {
    Renames renames = new Renames(Map.of(from, to));
    resources.replaceAll((address, before) -> {
      Recorded after = renames.in(before);
      // What is at work names it as the files do once it is done.
      if (!after.equals(before) && !open.containsKey(address)) {
        run.journal().done(address, after);
        unsynced = true;
      }
      return after;
    });
  }

  private static Recorded at(Address address, Recorded r, Recorded.Status status) {
    return new Recorded(
        address,
        r.identity(),
        r.attributes(),
        r.secretDigests(),
        r.dependencies(),
        r.within(),
        r.isProtected(),
        status,
        r.stage());
  }

  private Intent intent(Step step, Change change) {
    Recorded recorded = resources.get(step.address());
    return switch (step.operation()) {
      case CREATE -> intent(change, Intent.Operation.CREATE, Identity.UNKNOWN);
      case UPDATE -> intent(change, Intent.Operation.UPDATE, identity(change));
      case DELETE ->
          recorded == null
              ? intent(change, Intent.Operation.DELETE, identity(change))
              : new Intent(
                  step.address(),
                  Intent.Operation.DELETE,
                  identity(change),
                  recorded.attributes(),
                  recorded.secretDigests(),
                  recorded.dependencies(),
                  recorded.within(),
                  recorded.isProtected());
      case VANISH, RECORD ->
          throw new IllegalArgumentException(step + " does nothing to the world");
    };
  }

  private Intent intent(Change change, Intent.Operation operation, Identity identity) {
    Resource desired =
        Objects.requireNonNull(change.desired(), "nothing is desired of " + change.address());
    return new Intent(
        change.address(),
        operation,
        identity,
        desired.attributes(),
        digests.of(desired),
        desired.dependencies(),
        desired.within(),
        desired.isProtected());
  }

  private static Identity identity(Change change) {
    if (change.observed() instanceof Observation.Present present && present.identity().isKnown()) {
      return present.identity();
    }
    Recorded recorded = change.recorded();
    return recorded == null ? Identity.UNKNOWN : recorded.identity();
  }

  void exists(Address address, Identity identity) {
    identities.put(address, identity);
    run.journal().exists(address, identity);
    unsynced = true;
  }

  void staged(Address address, Stage stage) {
    stages.put(address, stage);
    run.journal().stage(address, stage);
    unsynced = true;
  }

  /** A step that changes only the state. */
  void record(Step step) {
    Change change = neighbourhood.change(step.address());
    if (step.operation() == Step.Operation.VANISH) {
      remove(change.recorded() == null ? step.address() : change.recorded().address());
      neighbourhood.settle(step.address(), null);
      neighbourhood.absent(step.address());
      return;
    }
    Address from = change.movedFrom();
    if (from != null) {
      rename(from, step.address());
      remove(from);
    }
    if (change.desired() == null || !(change.observed() instanceof Observation.Present)) {
      remove(step.address());
    } else {
      put(
          step.address(),
          intent(change, Intent.Operation.UPDATE, identity(change)).done(identity(change)));
    }
  }

  void done(Step step, Identity identity) {
    Intent intent = closed(step);
    if (intent.operation() == Intent.Operation.DELETE) {
      remove(step.address());
      neighbourhood.settle(step.address(), null);
      neighbourhood.absent(step.address());
    } else {
      put(step.address(), intent.done(identity));
      neighbourhood.present(step.address(), identity);
    }
  }

  void failed(Step step, Result.Failure failure) {
    Stage stage = stages.getOrDefault(step.address(), Stage.NONE);
    Intent intent = closed(step);
    Recorded before = resources.get(step.address());
    boolean unsure =
        failure.failure().kind() == ResourceFailure.Kind.STALE
            ? false
            : failure.touched() || failure.identity().isKnown();
    Recorded after = unsure ? intent.unfinished(before, failure.identity(), stage) : before;
    if (after != null) {
      resources.put(step.address(), after);
    }
    run.journal().failed(step.address(), after);
    unsynced = true;
    neighbourhood.settle(step.address(), after);
  }

  private Intent closed(Step step) {
    stages.remove(step.address());
    return Objects.requireNonNull(open.remove(step.address()), "no intent of " + step.address());
  }

  private void put(Address address, Recorded recorded) {
    resources.put(address, recorded);
    run.journal().done(address, recorded);
    unsynced = true;
    neighbourhood.settle(address, recorded);
  }

  private void remove(Address address) {
    resources.remove(address);
    run.journal().done(address, null);
    unsynced = true;
  }

  /** Intents that never came to be written down: their steps were not begun. */
  void withdraw(Step step) {
    closed(step);
  }

  void sync() throws IOException {
    if (unsynced) {
      run.journal().sync();
      unsynced = false;
    }
  }

  /** Writes the state; what is still open is recorded as not finished. */
  State commit(Diagnostics problems) {
    open.forEach((address, intent) ->
        resources.put(
            address,
            intent.unfinished(
                resources.get(address),
                identities.getOrDefault(address, Identity.UNKNOWN),
                stages.getOrDefault(address, Stage.NONE))));
    return run.commit(resources, problems);
  }
}
