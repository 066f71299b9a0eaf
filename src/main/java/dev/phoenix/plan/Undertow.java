package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.ResourceTypes;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What is held goes all the same with what it lives in, if that is not held too. */
final class Undertow {
  private final ResourceTypes types;
  private final SortedMap<Address, Draft> drafts;

  Undertow(ResourceTypes types, SortedMap<Address, Draft> drafts) {
    this.types = types;
    this.drafts = drafts;
  }

  void find() {
    for (Draft draft : drafts.values()) {
      if (draft.isHeld() && !(draft.observed instanceof Observation.Absent)) {
        Address taker = taker(draft);
        if (taker != null) {
          draft.goesWith = taker;
          draft.because("goes with " + taker);
        }
      }
    }
  }

  private @Nullable Address taker(Draft draft) {
    Draft around = home(draft);
    while (around != null) {
      Address address = around.subject.address();
      if (types.of(address).contains() && around.leaves() && !around.isHeld()) {
        return address;
      }
      around = home(around);
    }
    return null;
  }

  private @Nullable Draft home(Draft draft) {
    Recorded recorded = draft.subject.recorded();
    Address within = recorded == null ? null : recorded.within();
    return within == null ? null : drafts.get(within);
  }
}
