package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which part of a fleet a plan is about.
 *
 * @param targets only these and what they depend on; everything if there is neither one nor a host
 * @param hosts only what is or lives on these, and what that depends on
 * @param excludes not these, nor what depends on them
 * @param alone whether what the targets depend on is left as it is
 * @param checked whether all these names were right once: what is gone since then is left out
 */
public record Scope(
    Set<AddressPattern> targets,
    Set<String> hosts,
    Set<AddressPattern> excludes,
    boolean alone,
    boolean checked) {
  public static final Scope EVERYTHING = new Scope(Set.of(), Set.of(), Set.of());

  public Scope {
    targets = Set.copyOf(targets);
    hosts = Set.copyOf(hosts);
    excludes = Set.copyOf(excludes);
  }

  public Scope(Set<AddressPattern> targets, Set<String> hosts, Set<AddressPattern> excludes) {
    this(targets, hosts, excludes, false, false);
  }

  public static Scope targets(Address... addresses) {
    return new Scope(patterns(Stream.of(addresses)), Set.of(), Set.of());
  }

  /** These and nothing else, and not those. */
  public static Scope only(Set<Address> addresses, Set<AddressPattern> excludes) {
    return new Scope(patterns(addresses.stream()), Set.of(), excludes, true, true);
  }

  private static Set<AddressPattern> patterns(Stream<Address> addresses) {
    return addresses.map(AddressPattern::of).collect(Collectors.toSet());
  }

  /** The same after a plan was carried out: what it has moved has its new name from then on. */
  public Scope after(Plan plan) {
    Map<AddressPattern, AddressPattern> moved = new HashMap<>();
    for (Change change : plan.changes()) {
      if (change.movedFrom() != null) {
        moved.put(AddressPattern.of(change.movedFrom()), AddressPattern.of(change.address()));
      }
    }
    return new Scope(renamed(targets, moved), hosts, renamed(excludes, moved), alone, true);
  }

  private static Set<AddressPattern> renamed(
      Set<AddressPattern> patterns, Map<AddressPattern, AddressPattern> moved) {
    return patterns.stream().map(it -> moved.getOrDefault(it, it)).collect(Collectors.toSet());
  }

  /** Whether nothing is left out. */
  public boolean isEverything() {
    return !alone && targets.isEmpty() && hosts.isEmpty() && excludes.isEmpty();
  }
}
