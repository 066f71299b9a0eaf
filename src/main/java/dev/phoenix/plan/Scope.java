package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which part of a fleet a plan is about.
 *
 * @param targets only these and what they depend on; everything if there is neither one nor a host
 * @param hosts only what is or lives on these, and what that depends on
 * @param excludes not these, nor what depends on them
 */
public record Scope(Set<AddressPattern> targets, Set<String> hosts, Set<AddressPattern> excludes) {
  public static final Scope EVERYTHING = new Scope(Set.of(), Set.of(), Set.of());

  public Scope {
    targets = Set.copyOf(targets);
    hosts = Set.copyOf(hosts);
    excludes = Set.copyOf(excludes);
  }

  public static Scope targets(Address... addresses) {
    return new Scope(
        Stream.of(addresses).map(AddressPattern::of).collect(Collectors.toSet()),
        Set.of(),
        Set.of());
  }

  boolean isEverything() {
    return targets.isEmpty() && hosts.isEmpty() && excludes.isEmpty();
  }
}
