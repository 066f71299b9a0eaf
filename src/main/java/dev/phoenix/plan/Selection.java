package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Suggestion;
import dev.phoenix.graph.DependencyGraph;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Subject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which objects a plan is about.
 *
 * @param acted those it may change
 * @param read those and the ones that have to be looked at for them
 */
record Selection(SortedSet<Address> acted, SortedSet<Address> read) {

  static Selection of(Subjects subjects, PlanOptions options, Diagnostics diagnostics) {
    if (options.targets().isEmpty()) {
      SortedSet<Address> all = new TreeSet<>(subjects.byAddress().keySet());
      return new Selection(all, all);
    }
    SortedMap<Address, SortedSet<Address>> wanted = new TreeMap<>();
    SortedMap<Address, SortedSet<Address>> recorded = new TreeMap<>();
    SortedMap<Address, SortedSet<Address>> both = new TreeMap<>();
    for (Address address : subjects.byAddress().keySet()) {
      wanted.put(address, subjects.desiredDependencies(address));
      recorded.put(address, subjects.recordedDependencies(address));
      SortedSet<Address> union = new TreeSet<>(wanted.get(address));
      union.addAll(recorded.get(address));
      both.put(address, union);
    }
    SortedSet<Address> targets = targets(subjects, options.targets(), diagnostics);
    SortedSet<Address> acted = leaving(subjects, targets, options, DependencyGraph.of(recorded));
    acted.addAll(targets);
    if (!options.destroy()) {
      acted = DependencyGraph.of(wanted).closure(acted);
    }
    return new Selection(acted, DependencyGraph.of(both).closure(acted));
  }

  private static SortedSet<Address> targets(
      Subjects subjects, Set<Address> named, Diagnostics diagnostics) {
    SortedSet<Address> targets = new TreeSet<>();
    for (Address address : named) {
      if (subjects.find(address) == null) {
        diagnostics.add(
            Diagnostic.error(
                    "the target " + address + " does not exist",
                    "Neither the files nor the state know it. "
                        + Suggestion.sentence(
                            address.toString(),
                            subjects.byAddress().keySet().stream().map(Address::toString).toList())
                        + "phoenix graph shows all addresses.")
                .about(address.toString()));
      } else {
        targets.add(subjects.now(address));
      }
    }
    return targets;
  }

  /** What needs a target that goes: it goes first, or is changed first. */
  private static SortedSet<Address> leaving(
      Subjects subjects,
      Set<Address> targets,
      PlanOptions options,
      DependencyGraph<Address> recorded) {
    SortedSet<Address> leaving = new TreeSet<>();
    Deque<Address> open = new ArrayDeque<>(targets);
    while (!open.isEmpty()) {
      Address address = open.pop();
      Subject subject = subjects.find(address);
      boolean goes = options.destroy() || subject == null || subject.desired() == null;
      if (goes && recorded.vertices().contains(address)) {
        for (Address dependent : recorded.dependents(address)) {
          if (leaving.add(dependent)) {
            open.push(dependent);
          }
        }
      }
    }
    return leaving;
  }
}
