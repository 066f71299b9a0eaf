package dev.phoenix.plan;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything an apply would do, or what has drifted.
 *
 * @param scope the part of the fleet that it is about
 * @param changes one for each resource, no-ops included, in the order of execution
 * @param steps in an order in which each comes after those it waits for
 * @param denials why it must not be carried out; empty if it may
 * @param warnings such as hosts that did not answer
 */
public record Plan(
    Scope scope,
    List<Change> changes,
    List<Step> steps,
    List<Denial> denials,
    List<Diagnostic> warnings) {
  public Plan {
    changes = List.copyOf(changes);
    steps = List.copyOf(steps);
    denials = List.copyOf(denials);
    warnings = List.copyOf(warnings);
  }

  /**
   * What it does to anything, or would if it could. What is unchanged and only recorded anew is no
   * part of that: the state may say it at any time, and what waited for it waits for what it waited
   * for itself.
   */
  public Plan touched() {
    Set<Address> touched = new HashSet<>();
    List<Change> kept = new ArrayList<>();
    for (Change change : changes) {
      if (change.action() != Action.NO_OP) {
        touched.add(change.address());
        kept.add(change);
      }
    }
    List<Step> numbered = new ArrayList<>();
    Map<Integer, SortedSet<Integer>> standsFor = new HashMap<>();
    for (Step step : steps) {
      SortedSet<Integer> after = new TreeSet<>();
      step.after().forEach(number -> after.addAll(standsFor.getOrDefault(number, after)));
      if (touched.contains(step.address())) {
        int number = numbered.size() + 1;
        numbered.add(new Step(number, step.address(), step.operation(), List.copyOf(after)));
        standsFor.put(step.number(), new TreeSet<>(Set.of(number)));
      } else {
        standsFor.put(step.number(), after);
      }
    }
    return new Plan(scope, kept, numbered, denials, warnings);
  }

  /** How many resources each action is done to; a replace counts once, and what is held not. */
  public SortedMap<Action, Integer> totals() {
    SortedMap<Action, Integer> totals = new TreeMap<>();
    changes.stream()
        .filter(change -> !change.isHeld())
        .forEach(change -> totals.merge(change.action(), 1, Integer::sum));
    return totals;
  }

  /**
   * How many resources stay as they are; whether those that nobody could look at are as recorded,
   * nobody knows.
   */
  public Still still() {
    int all = 0;
    int unseen = 0;
    for (Change change : changes) {
      if (change.action() == Action.NO_OP) {
        all++;
        unseen += change.observed() instanceof Observation.Unreachable ? 1 : 0;
      }
    }
    return new Still(all - unseen, unseen);
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

  /** Whether there is something that can be done now. */
  public boolean isDoable() {
    return changes.stream().anyMatch(change -> change.action() != Action.NO_OP && !change.isHeld());
  }

  /** Whether the world or the addresses would change, or something is blocked. */
  public boolean hasChanges() {
    return changes.stream().anyMatch(change -> change.action() != Action.NO_OP);
  }
}
