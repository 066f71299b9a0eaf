package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Lifecycles;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Subject;
import dev.phoenix.state.SecretDigests;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/**
 * What has changed in the world since the last apply, whatever the files want by now: records held
 * against observations.
 */
final class Drift {
  private final ResourceTypes types;
  private final Subjects subjects;
  private final Lifecycles lifecycles;
  private final SecretDigests digests;

  Drift(ResourceTypes types, Subjects subjects, Lifecycles lifecycles, SecretDigests digests) {
    this.types = types;
    this.subjects = subjects;
    this.lifecycles = lifecycles;
    this.digests = digests;
  }

  /** A plan of which nothing is to be carried out: what is recorded and no longer so. */
  Plan of(Selection selection, Scope scope, SortedMap<Address, Observation> observed) {
    List<Change> changes = new ArrayList<>();
    for (Address address : selection.acted()) {
      Subject subject = Objects.requireNonNull(subjects.find(address));
      Observation seen = observed.get(address);
      if (subject.recorded() != null && seen != null) {
        changes.add(draft(subject, subject.recorded(), seen).change());
      }
    }
    List<Diagnostic> warnings = Silence.of(subjects, observed, _ -> true);
    return new Plan(scope, changes, List.of(), List.of(), warnings);
  }

  private Draft draft(Subject subject, Recorded recorded, Observation seen) {
    Draft draft = new Draft(subject, seen);
    if (seen instanceof Observation.Absent && recorded.identity().isKnown()) {
      Action action = subject.desired() == null ? Action.FORGET : Action.CREATE;
      return draft.is(action, Cause.DRIFT).because("was deleted outside of phoenix");
    }
    if (seen instanceof Observation.Present present) {
      Rules rules = Rules.of(types.of(subject.address()));
      draft.differences =
          Difference.drift(rules, digests, recorded, present).stream()
              .filter(difference -> !isIgnored(subject.address(), difference.path()))
              .toList();
      draft.disruption = Rules.gravest(draft.differences);
      if (!draft.differences.isEmpty()) {
        draft.is(Action.UPDATE, Cause.DRIFT);
      }
    }
    return draft;
  }

  private boolean isIgnored(Address address, String path) {
    return lifecycles.ignored(address).stream()
        .anyMatch(it -> it.equals("*") || path.equals(it) || path.startsWith(it + "."));
  }
}
