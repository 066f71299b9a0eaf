package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.ResourceTypes;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Has the types say which data outlives what is deleted, and which goes with it. */
final class Remains {
  private final ResourceTypes types;
  private final Collection<Draft> drafts;

  Remains(ResourceTypes types, Collection<Draft> drafts) {
    this.types = types;
    this.drafts = drafts;
  }

  void say() {
    Set<Address> deleted =
        drafts.stream()
            .filter(draft -> draft.action == Action.DELETE)
            .map(draft -> draft.subject.address())
            .collect(Collectors.toSet());
    drafts.stream().filter(Remains::isDeletedByItself).forEach(draft -> say(draft, deleted));
  }

  /** What goes with a machine goes with its data, and what that is says the machine. */
  private static boolean isDeletedByItself(Draft draft) {
    boolean deleted = draft.action == Action.DELETE || draft.action == Action.REPLACE;
    return deleted && draft.takenBy == null && !draft.losesGround;
  }

  private void say(Draft draft, Set<Address> deleted) {
    Recorded recorded = draft.subject.recorded();
    if (recorded != null) {
      types
          .of(recorded.address())
          .remains(recorded, draft.observed, deleted)
          .forEach(draft::because);
    }
  }
}
