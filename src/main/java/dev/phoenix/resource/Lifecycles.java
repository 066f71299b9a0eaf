package dev.phoenix.resource;

import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All that the files say about how objects may change; of two that speak of one the later counts.
 */
public record Lifecycles(List<Lifecycle> all) {
  public static final Lifecycles NONE = new Lifecycles(List.of());

  public Lifecycles {
    all = List.copyOf(all);
  }

  private Stream<Lifecycle> of(Address address) {
    return all.stream().filter(lifecycle -> lifecycle.of().matches(address));
  }

  /** Whether the files protect the object; empty if they do not say. */
  public Optional<Boolean> protect(Address address) {
    return of(address)
        .map(Lifecycle::protect)
        .flatMap(Stream::ofNullable)
        .reduce((_, last) -> last);
  }

  /** Whether changes of this attribute, or of what it lies in, are left alone. */
  public List<String> ignored(Address address) {
    return of(address).flatMap(it -> it.ignoreChanges().stream()).distinct().toList();
  }

  /** What the object needs first, and what it is made anew with, of these. */
  public NavigableSet<Address> dependencies(Address address, Collection<Address> known) {
    NavigableSet<Address> dependencies = matching(address, Lifecycle::dependsOn, known);
    dependencies.addAll(triggers(address, known));
    return dependencies;
  }

  /** What the object is made anew with, of these. */
  public NavigableSet<Address> triggers(Address address, Collection<Address> known) {
    return matching(address, Lifecycle::replaceTriggeredBy, known);
  }

  private NavigableSet<Address> matching(
      Address address, Function<Lifecycle, List<AddressPattern>> which, Collection<Address> known) {
    NavigableSet<Address> found = new TreeSet<>();
    of(address)
        .flatMap(lifecycle -> which.apply(lifecycle).stream())
        .forEach(pattern ->
            known.stream()
                .filter(other -> pattern.matches(other) && !other.equals(address))
                .forEach(found::add));
    return found;
  }
}
