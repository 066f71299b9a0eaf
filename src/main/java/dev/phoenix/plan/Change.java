package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the plan does with one resource, and why.
 *
 * @param cause of the change as a whole; null for a no-op
 * @param differences attributes that differ, by path
 * @param reasons sentences for the person: why it is replaced, what vanishes with it
 * @param disruption the gravest of its differences
 * @param movedFrom the address it was recorded under, if it is another
 * @param blocked why it cannot be done now, and what to do; null if it can
 * @param deferredTo what this plan brings up and without which nobody can say: planned anew then;
 *     null if it need not wait
 * @param goesWith what takes it along although nothing can be done with it now; null if it stays
 * @param desired null if the files no longer name it
 * @param recorded null if the state did not know it
 */
public record Change(
    Address address,
    Action action,
    @Nullable Cause cause,
    List<AttributeChange> differences,
    List<String> reasons,
    Rule.Disruption disruption,
    @Nullable Address movedFrom,
    @Nullable String blocked,
    @Nullable Address deferredTo,
    @Nullable Address goesWith,
    @Nullable Resource desired,
    @Nullable Recorded recorded,
    Observation observed) {

  public Change {
    differences = List.copyOf(differences);
    reasons = List.copyOf(reasons);
  }

  /** One that stays as it is if nothing can be done with it. */
  public Change(
      Address address,
      Action action,
      @Nullable Cause cause,
      List<AttributeChange> differences,
      List<String> reasons,
      Rule.Disruption disruption,
      @Nullable Address movedFrom,
      @Nullable String blocked,
      @Nullable Address deferredTo,
      @Nullable Resource desired,
      @Nullable Recorded recorded,
      Observation observed) {
    this(
        address,
        action,
        cause,
        differences,
        reasons,
        disruption,
        movedFrom,
        blocked,
        deferredTo,
        null,
        desired,
        recorded,
        observed);
  }

  /** Whether this plan does nothing about it, though something is to be done or found out. */
  public boolean isHeld() {
    return blocked != null || deferredTo != null;
  }
}
