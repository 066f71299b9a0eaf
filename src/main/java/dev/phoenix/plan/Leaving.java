package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation.Absent;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Observation.Unreachable;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an object that is recorded and not wanted any more.
 *
 * @param destroy whether that was asked for in so many words
 * @param types of the objects
 */
record Leaving(boolean destroy, ResourceTypes types) {
  Draft of(Draft draft) {
    Cause cause = destroy ? Cause.REQUESTED : Cause.CONFIG;
    if (draft.observed instanceof Absent) {
      return draft.is(Action.FORGET, cause).because("is gone already");
    }
    if (draft.observed instanceof Unreachable unreachable) {
      return draft
          .is(Action.DELETE, cause)
          .block(
              "cannot be reached: "
                  + unreachable.sentence()
                  + withheld(draft.subject)
                  + " Nobody can say whether it is there. "
                  + wayOut(draft.subject));
    }
    if (draft.observed instanceof Present present && present.claim().isBorrowed()) {
      return draft.is(Action.FORGET, cause).because("stays: " + present.claim().reason());
    }
    draft.disruption = Rule.Disruption.RECREATE;
    draft.is(Action.DELETE, cause);
    return destroy ? draft : draft.because("is not in the files any more");
  }

  private String wayOut(Subject subject) {
    Address machine = machine(subject);
    return machine == null
        ? "If it is gone for good: phoenix state forget " + subject.address()
        : "If " + machine + " is gone for good: phoenix plan --gone " + machine;
  }

  /** The machine with which it would be gone; null if that is none of those recorded. */
  private @Nullable Address machine(Subject subject) {
    ResourceType type = types.of(subject.address());
    Recorded recorded = subject.recorded();
    if (type.isMachine() || recorded == null) {
      return recorded == null ? null : subject.address();
    }
    return recorded.dependencies().stream()
        .filter(it -> it.equals(recorded.within()) || type.runsOn().contains(it.type()))
        .filter(it -> types.of(it).isMachine())
        .findFirst()
        .orElse(null);
  }

  /** Secrets that were given when it was reached last and that the state does not keep. */
  private static String withheld(Subject subject) {
    Recorded recorded = subject.recorded();
    return subject.desired() != null || recorded == null || recorded.secretDigests().isEmpty()
        ? ""
        : " Its %s left the files with it: if that is what is missing, put it back there and run phoenix destroy --target %s."
            .formatted(String.join(", ", recorded.secretDigests().keySet()), subject.address());
  }
}
