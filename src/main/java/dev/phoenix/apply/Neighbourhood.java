package dev.phoenix.apply;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The objects of a plan as they were observed, or as this run left them. Safe for threads. */
final class Neighbourhood implements Neighbours {
  private final Map<Address, Change> changes = new HashMap<>();
  private final ConcurrentMap<Address, Subject> subjects = new ConcurrentHashMap<>();
  private final ConcurrentMap<Address, Observation> observed = new ConcurrentHashMap<>();
  private final Map<Address, Address> movedTo = new HashMap<>();
  private final List<Step> steps;

  Neighbourhood(Plan plan) {
    steps = plan.steps();
    for (Change change : plan.changes()) {
      Address address = change.address();
      changes.put(address, change);
      subjects.put(address, new Subject(address, change.desired(), recorded(change)));
      observed.put(address, change.observed());
      if (change.movedFrom() != null) {
        movedTo.put(change.movedFrom(), address);
      }
    }
  }

  /**
   * With the identity that the plan has found: the name that led to it may be another once a step
   * before is done.
   */
  private static @Nullable Recorded recorded(Change change) {
    Recorded recorded = change.recorded();
    return recorded != null
            && !recorded.identity().isKnown()
            && change.observed() instanceof Observation.Present present
        ? recorded.with(present.identity())
        : recorded;
  }

  Change change(Address address) {
    return known(changes.get(address), address);
  }

  @Override
  public Subject subject(Address address) {
    return known(subjects.get(now(address)), address);
  }

  @Override
  public SortedMap<String, Secret> secrets(Address address) {
    Resource desired = subject(address).desired();
    return desired == null ? new TreeMap<>() : desired.secrets();
  }

  /** The objects whose steps a step waits for. */
  Set<Address> before(Step step) {
    return step.after().stream()
        .map(number -> steps.get(number - 1).address())
        .collect(Collectors.toSet());
  }

  /** What the plan has said that happens to what runs; what is made has nothing to disturb. */
  Rule.Disruption announced(Address address) {
    Change change = change(address);
    return change.action() == Action.CREATE ? Rule.Disruption.RECREATE : change.disruption();
  }

  /** Whether the plan deletes it, be it to make it anew, or has found it gone. */
  boolean goes(Address address) {
    Change change = changes.get(now(address));
    if (change == null) {
      return false;
    }
    return change.action() == Action.DELETE
        || change.action() == Action.REPLACE
        || (change.action() == Action.FORGET && change.observed() instanceof Observation.Absent);
  }

  @Override
  public Observation observation(Address address) {
    return known(observed.get(now(address)), address);
  }

  private Address now(Address address) {
    return movedTo.getOrDefault(address, address);
  }

  private static <T> T known(@Nullable T value, Address address) {
    if (value == null) {
      throw new IllegalArgumentException("the plan has no " + address);
    }
    return value;
  }

  /** From here on the object counts as recorded like this. */
  void settle(Address address, @Nullable Recorded recorded) {
    Resource desired = change(address).desired();
    if (desired != null || recorded != null) {
      subjects.put(address, new Subject(address, desired, recorded));
    }
  }

  /** From here on the object counts as being there as wanted. */
  void present(Address address, Identity identity) {
    Resource desired = change(address).desired();
    Attributes attributes = desired == null ? Attributes.NONE : desired.attributes();
    observed.put(address, new Observation.Present(identity, attributes));
  }

  void absent(Address address) {
    observed.put(address, new Observation.Absent());
  }
}
