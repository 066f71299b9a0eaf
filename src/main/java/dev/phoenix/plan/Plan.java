package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.resource.Address;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything an apply would do.
 *
 * @param changes one for each resource, no-ops included, in the order of execution
 * @param steps in an order in which each comes after those it waits for
 * @param denials why it must not be carried out; empty if it may
 * @param warnings such as hosts that did not answer
 */
public record Plan(
    List<Change> changes, List<Step> steps, List<Denial> denials, List<Diagnostic> warnings) {
  public Plan {
    changes = List.copyOf(changes);
    steps = List.copyOf(steps);
    denials = List.copyOf(denials);
    warnings = List.copyOf(warnings);
  }

  /** What of it has its cause in the world alone or too; nothing of this is to be carried out. */
  public Plan drift() {
    return new Plan(
        changes.stream()
            .filter(change -> change.action() == Action.NO_OP || Cause.isDrift(change.cause()))
            .map(Change::drift)
            .toList(),
        List.of(),
        List.of(),
        warnings);
  }

  /** How many resources each action touches; a replace counts once. */
  public SortedMap<Action, Integer> totals() {
    SortedMap<Action, Integer> totals = new TreeMap<>();
    changes.forEach(change -> totals.merge(change.action(), 1, Integer::sum));
    return totals;
  }

  /** How many changes cannot be made now. */
  public int blocked() {
    return (int) changes.stream().filter(change -> change.blocked() != null).count();
  }

  /** How many changes are only planned once something is up that this plan brings up. */
  public int deferred() {
    return (int)
        changes.stream()
            .filter(change -> change.deferredTo() != null && change.action() != Action.NO_OP)
            .count();
  }

  /** What this plan brings up and others wait for, to be planned anew then. */
  public SortedSet<Address> grounds() {
    SortedSet<Address> grounds = new TreeSet<>();
    changes.forEach(change -> {
      if (change.deferredTo() != null) {
        grounds.add(change.deferredTo());
      }
    });
    return grounds;
  }

  /** Whether the world or the addresses would change, or something is blocked. */
  public boolean hasChanges() {
    return changes.stream().anyMatch(change -> change.action() != Action.NO_OP);
  }
}
