package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import java.util.Set;

/**
 * What a plan must not do.
 *
 * @param denied kinds of change that must not be in it
 * @param expendable objects whose data the user is ready to lose
 */
public record Policy(Set<Kind> denied, Set<AddressPattern> expendable) {
  public static final Policy USUAL = new Policy(Set.of(), Set.of());

  /** Kinds of change that can be denied. */
  public enum Kind {
    DESTROY,
    REPLACE,
    REBOOT,
    RECREATE
  }

  public Policy {
    denied = Set.copyOf(denied);
    expendable = Set.copyOf(expendable);
  }

  /** The same where other objects may lose their data. */
  public Policy losing(Set<AddressPattern> which) {
    return new Policy(denied, which);
  }

  boolean mayLose(Address address) {
    return expendable.stream().anyMatch(pattern -> pattern.matches(address));
  }
}
