package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Subject;
import java.util.Collection;
import java.util.SortedMap;

/** What is made anew although nothing about it differs: it was asked for, or something else is. */
final class Replacements {
  private final PlanOptions options;
  private final SortedMap<Address, Draft> drafts;
  private final Collection<Address> acted;

  /**
   * Of a plan.
   *
   * @param acted what the plan may change
   */
  Replacements(PlanOptions options, SortedMap<Address, Draft> drafts, Collection<Address> acted) {
    this.options = options;
    this.drafts = drafts;
    this.acted = acted;
  }

  void find() {
    if (options.destroy()) {
      return;
    }
    for (Draft draft : drafts.values()) {
      if (isAskedFor(draft.subject)) {
        String because = "was asked for by --replace";
        if (mayBeReplaced(draft)) {
          replace(draft, Cause.REQUESTED, because);
          if (draft.observed instanceof Observation.Present there && there.claim().isBorrowed()) {
            draft.block(
                "is not phoenix's to make anew: %s. Leave it out of --replace."
                    .formatted(there.claim().reason()));
          }
        } else if (draft.observed instanceof Observation.Unreachable unreachable && isKept(draft)) {
          replace(draft, Cause.REQUESTED, because);
          draft.block("cannot be reached: " + unreachable.sentence());
        } else if (draft.action == Action.ADOPT) {
          draft.block(
              "is there and not recorded yet, so --replace would delete what phoenix has not"
                  + " made. Without --replace it is taken over; after that --replace makes it"
                  + " anew.");
        }
      }
    }
    boolean _ = followTriggers();
  }

  /** Makes anew what is triggered by something that changes; whether there was any. */
  boolean followTriggers() {
    boolean any = false;
    boolean more = !options.destroy() && !options.lifecycles().all().isEmpty();
    while (more) {
      more = drafts.values().stream().filter(this::follow).count() > 0;
      any |= more;
    }
    return any;
  }

  private boolean isAskedFor(Subject subject) {
    return options.replace().stream().anyMatch(pattern -> pattern.matches(subject.address()));
  }

  private boolean mayBeReplaced(Draft draft) {
    return draft.observed instanceof Observation.Present && isKept(draft);
  }

  /** Whether it is recorded and stays as it is, but for what is changed in place. */
  private boolean isKept(Draft draft) {
    if (!acted.contains(draft.subject.address()) || draft.subject.recorded() == null) {
      return false;
    }
    return switch (draft.action) {
      case NO_OP, UPDATE, MOVE -> true;
      case CREATE, ADOPT, REPLACE, DELETE, FORGET -> false;
    };
  }

  /** Whether it has to be made anew with something that changes. */
  private boolean follow(Draft draft) {
    if (!mayBeReplaced(draft)) {
      return false;
    }
    Address address = draft.subject.address();
    for (Address trigger : options.lifecycles().triggers(address, drafts.keySet())) {
      Draft other = drafts.get(trigger);
      if (other != null && changes(other)) {
        String because = "is made anew with " + trigger + ", which changes (replace_triggered_by)";
        replace(draft, Cause.UPSTREAM, because);
        return true;
      }
    }
    return false;
  }

  private static boolean changes(Draft draft) {
    return switch (draft.action) {
      case REPLACE -> true;
      case CREATE -> draft.subject.recorded() != null;
      case UPDATE, MOVE -> draft.updates;
      case NO_OP, ADOPT, DELETE, FORGET -> false;
    };
  }

  private static void replace(Draft draft, Cause cause, String because) {
    draft.is(Action.REPLACE, cause).because(because);
    draft.disruption = Rule.Disruption.RECREATE;
  }
}
