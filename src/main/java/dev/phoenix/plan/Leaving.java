package dev.phoenix.plan;

import dev.phoenix.resource.Observation.Absent;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Observation.Unreachable;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Subject;

/**
 * What becomes of an object that is recorded and not wanted any more.
 *
 * @param destroy whether that was asked for in so many words
 */
record Leaving(boolean destroy) {
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
                  + " Nobody can say whether it is there. If it is gone for good: phoenix state"
                  + " forget "
                  + draft.subject.address());
    }
    if (draft.observed instanceof Present present && present.claim().isBorrowed()) {
      return draft.is(Action.FORGET, cause).because("stays: " + present.claim().reason());
    }
    draft.disruption = Rule.Disruption.RECREATE;
    draft.is(Action.DELETE, cause);
    return destroy ? draft : draft.because("is not in the files any more");
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
