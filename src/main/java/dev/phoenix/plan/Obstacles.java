package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceTypes;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Has the types say what is in the way of a change, so that the plan leaves the object alone. */
final class Obstacles {
  private final ResourceTypes types;
  private final Collection<Draft> drafts;
  private final Refresh refresh;

  Obstacles(ResourceTypes types, Collection<Draft> drafts, Refresh refresh) {
    this.types = types;
    this.drafts = drafts;
    this.refresh = refresh;
  }

  void find() {
    Set<Address> leaving =
        drafts.stream()
            .filter(draft -> !draft.isHeld() && goes(draft))
            .map(draft -> draft.subject.address())
            .collect(Collectors.toSet());
    drafts.stream()
        .filter(draft -> goes(draft) && draft.takenBy == null)
        .filter(draft -> draft.observed instanceof Observation.Present)
        .forEach(draft -> find(draft, leaving));
    List<Draft> coming = drafts.stream().filter(Obstacles::comes).toList();
    Set<Address> addresses =
        coming.stream().map(draft -> draft.subject.address()).collect(Collectors.toSet());
    coming.forEach(draft -> change(draft, addresses));
  }

  private static boolean comes(Draft draft) {
    return !draft.isHeld() && (draft.action == Action.CREATE || (draft.updates && !goes(draft)));
  }

  private void change(Draft draft, Set<Address> coming) {
    Resource desired = draft.subject.desired();
    if (desired != null) {
      String what = draft.action == Action.CREATE ? "made" : "changed";
      types
          .of(desired.address())
          .obstacle(desired, draft.observed, coming)
          .ifPresent(why -> draft.block("cannot be " + what + ": " + why));
    }
  }

  private static boolean goes(Draft draft) {
    return draft.action == Action.DELETE || draft.action == Action.REPLACE;
  }

  private void find(Draft draft, Set<Address> leaving) {
    Recorded recorded = draft.subject.recorded();
    if (recorded == null) {
      return;
    }
    Address address = recorded.address();
    try {
      types
          .of(address)
          .obstacle(recorded, leaving, refresh.neighbours(draft.subject.address()))
          .ifPresent(why -> draft.block("cannot be deleted: " + why));
    } catch (ResourceFailure failure) {
      draft.block("nobody can say what hangs on it: " + failure.getMessage());
    }
  }
}
