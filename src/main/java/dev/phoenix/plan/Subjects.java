package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.graph.DependencyGraph;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Subject;
import dev.phoenix.state.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is desired or recorded, each object once: one that was recorded under another
 * address is paired with its record ({@link Moves}), and all records name it by the one of now.
 *
 * @param byAddress every object
 * @param movedTo the address that each moved object has now, by the one it was recorded under
 */
record Subjects(SortedMap<Address, Subject> byAddress, Map<Address, Address> movedTo) {

  static Subjects of(
      Collection<Resource> desired, State state, ResourceTypes types, Diagnostics diagnostics) {
    Map<Address, Resource> wanted = new LinkedHashMap<>();
    for (Resource resource : desired) {
      if (isKnown(resource.address(), types, diagnostics)) {
        wanted.put(resource.address(), resource);
      }
    }
    List<Recorded> known = new ArrayList<>();
    for (Recorded recorded : state.resources().values()) {
      if (isKnown(recorded.address(), types, diagnostics)) {
        known.add(upgraded(recorded, types));
      }
    }
    Moves moves = Moves.of(wanted, known, types);
    Map<Address, Address> movedTo = moves.movedTo();
    refuseSwaps(wanted, moves, types, diagnostics);
    SortedMap<Address, Subject> subjects = new TreeMap<>();
    for (Recorded recorded : moves.records()) {
      Address now = movedTo.getOrDefault(recorded.address(), recorded.address());
      subjects.put(now, new Subject(now, wanted.get(now), recorded));
    }
    wanted.forEach((a, resource) -> subjects.putIfAbsent(a, new Subject(a, resource, null)));
    return new Subjects(subjects, movedTo);
  }

  private static Recorded upgraded(Recorded recorded, ResourceTypes types) {
    Attributes before = recorded.attributes();
    Attributes now = types.of(recorded.address()).upgraded(before);
    return now.equals(before) ? recorded : recorded.with(now);
  }

  private static boolean isKnown(Address address, ResourceTypes types, Diagnostics diagnostics) {
    if (types.has(address.type())) {
      return true;
    }
    diagnostics.add(
        Diagnostic.error(
                address + " is of a type that this phoenix does not know",
                "A newer phoenix may have recorded it. Use that one.")
            .about(address.toString()));
    return false;
  }

  /**
   * Where the files call something else by the address of a record, and what that was by a new one,
   * to make the old one anew would delete what the new one means.
   */
  private static void refuseSwaps(
      Map<Address, Resource> wanted, Moves moves, ResourceTypes types, Diagnostics diagnostics) {
    Map<Address, Resource> newcomers = new LinkedHashMap<>(wanted);
    newcomers.keySet().removeAll(moves.movedTo().values());
    moves.records().forEach(record -> newcomers.remove(record.address()));
    if (newcomers.isEmpty()) {
      return;
    }
    Map<String, Address> keys = new HashMap<>();
    newcomers.forEach((address, it) -> keys.put(types.keyOf(address, it.attributes()), address));
    for (Recorded record : moves.records()) {
      Address address = record.address();
      Resource same = wanted.get(address);
      String key = types.keyOf(address, record.attributes());
      Address newcomer = keys.get(key);
      if (same != null
          && newcomer != null
          && !key.equals(types.keyOf(address, same.attributes()))) {
        diagnostics.add(
            Diagnostic.error(
                    newcomer + " is what is recorded as " + address,
                    "The files call it %s now, and call something else %s. If that is meant: phoenix state move %s %s"
                        .formatted(newcomer, address, address, newcomer))
                .about(newcomer.toString()));
      }
    }
  }

  /** By the address of now or, if it has moved, the one it was recorded under. */
  @Nullable Subject find(Address address) {
    return byAddress.get(now(address));
  }

  /** Those of now that fit. */
  SortedSet<Address> matching(AddressPattern pattern) {
    SortedSet<Address> found = new TreeSet<>();
    if (pattern.isExact()) {
      Address one = Address.parse(pattern.text());
      if (find(one) != null) {
        found.add(now(one));
      }
      return found;
    }
    for (Address address : byAddress.keySet()) {
      if (pattern.matches(address)) {
        found.add(address);
      }
    }
    return found;
  }

  Address now(Address address) {
    return movedTo.getOrDefault(address, address);
  }

  /** What the object needs by the files. */
  SortedSet<Address> desiredDependencies(Address address) {
    Subject subject = find(address);
    Resource desired = subject == null ? null : subject.desired();
    return known(desired == null ? Set.of() : desired.dependencies());
  }

  /** What the object needed when it was applied last. */
  SortedSet<Address> recordedDependencies(Address address) {
    Subject subject = find(address);
    Recorded recorded = subject == null ? null : subject.recorded();
    return known(recorded == null ? Set.of() : recorded.dependencies());
  }

  /** Which of them need which, by the files. */
  DependencyGraph<Address> wanted() {
    return graph(this::desiredDependencies);
  }

  /** Which of them needed which when they were applied last. */
  DependencyGraph<Address> recorded() {
    return graph(this::recordedDependencies);
  }

  /** Which of them need which by either. */
  DependencyGraph<Address> needs() {
    return graph(address -> dependencies(address).collect(Collectors.toSet()));
  }

  private DependencyGraph<Address> graph(Function<Address, Collection<Address>> dependencies) {
    SortedMap<Address, Collection<Address>> all = new TreeMap<>();
    byAddress.keySet().forEach(address -> all.put(address, dependencies.apply(address)));
    return DependencyGraph.of(all);
  }

  /** What the object needs by either. */
  Stream<Address> dependencies(Address address) {
    return Stream.concat(
        desiredDependencies(address).stream(), recordedDependencies(address).stream());
  }

  private SortedSet<Address> known(Set<Address> addresses) {
    SortedSet<Address> known = new TreeSet<>();
    for (Address address : addresses) {
      Address now = now(address);
      if (byAddress.containsKey(now)) {
        known.add(now);
      }
    }
    return known;
  }
}
