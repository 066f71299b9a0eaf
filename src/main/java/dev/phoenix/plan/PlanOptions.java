package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import java.util.Set;

/**
 * What the user asked a plan to do beside the usual.
 *
 * @param targets only these and what they depend on; everything if empty
 * @param destroy delete what is recorded instead of making what the files want
 * @param adopt objects to take over although they look like somebody else's
 */
public record PlanOptions(Set<Address> targets, boolean destroy, Set<Address> adopt) {
  public static final PlanOptions USUAL = new PlanOptions(Set.of(), false, Set.of());

  public PlanOptions {
    targets = Set.copyOf(targets);
    adopt = Set.copyOf(adopt);
  }
}
