package dev.phoenix.plan;

import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Lifecycles;
import java.util.Set;

/**
 * What the user asked a plan to do beside the usual.
 *
 * @param destroy delete what is recorded instead of making what the files want
 * @param adopt objects to take over although they look like somebody else's
 * @param replace objects to make anew although nothing else asks for it
 * @param gone machines that are gone for good with all that was in them
 */
public record PlanOptions(
    Scope scope,
    boolean destroy,
    Set<AddressPattern> adopt,
    Set<AddressPattern> replace,
    Set<AddressPattern> gone,
    Policy policy,
    Lifecycles lifecycles) {
  public static final PlanOptions USUAL =
      new PlanOptions(
          Scope.EVERYTHING, false, Set.of(), Set.of(), Set.of(), Policy.USUAL, Lifecycles.NONE);

  public PlanOptions {
    adopt = Set.copyOf(adopt);
    replace = Set.copyOf(replace);
    gone = Set.copyOf(gone);
  }

  /** For a destroy. */
  public PlanOptions destroying() {
    return new PlanOptions(scope, true, adopt, replace, gone, policy, lifecycles);
  }

  public PlanOptions of(Scope part) {
    return new PlanOptions(part, destroy, adopt, replace, gone, policy, lifecycles);
  }

  public PlanOptions adopting(Set<AddressPattern> which) {
    return new PlanOptions(scope, destroy, which, replace, gone, policy, lifecycles);
  }

  public PlanOptions replacing(Set<AddressPattern> which) {
    return new PlanOptions(scope, destroy, adopt, which, gone, policy, lifecycles);
  }

  /** The same where these machines are gone for good. */
  public PlanOptions losing(Set<AddressPattern> which) {
    return new PlanOptions(scope, destroy, adopt, replace, which, policy, lifecycles);
  }

  public PlanOptions under(Policy rules) {
    return new PlanOptions(scope, destroy, adopt, replace, gone, rules, lifecycles);
  }

  public PlanOptions with(Lifecycles said) {
    return new PlanOptions(scope, destroy, adopt, replace, gone, policy, said);
  }
}
