package dev.phoenix.plan;

import dev.phoenix.graph.DependencyGraph;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Rule;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of objects because of those that they live in or run on: made anew with them, gone
 * with them, put up on them again.
 */
final class Containment {
  private final ResourceTypes types;
  private final SortedMap<Address, Draft> drafts;
  private final Subjects subjects;
  private final Map<Address, Optional<Address>> takers = new HashMap<>();

  Containment(ResourceTypes types, SortedMap<Address, Draft> drafts, Subjects subjects) {
    this.types = types;
    this.drafts = drafts;
    this.subjects = subjects;
  }

  /** Makes anew what lives in something that is made anew, and puts up again what runs on it. */
  void takeAlong() {
    for (Address address : inOrder()) {
      Draft draft = drafts.get(address);
      if (draft != null) {
        replaceWithHome(draft);
        leaveWithAnother(draft);
        putUpAgain(draft);
      }
    }
  }

  /** Lets go with something what needs no delete of its own; for once, when all is decided. */
  void vanish() {
    drafts.values().forEach(this::vanish);
    drafts.values().forEach(this::leaveWithGround);
  }

  /** What is needed before what needs it; empty if nothing is made where something was. */
  private Collection<Address> inOrder() {
    if (drafts.values().stream().noneMatch(Containment::isMadeAnew)) {
      return Set.of();
    }
    SortedMap<Address, Collection<Address>> dependencies = new TreeMap<>();
    drafts.keySet().forEach(a -> dependencies.put(a, subjects.desiredDependencies(a)));
    return DependencyGraph.of(dependencies).order();
  }

  static boolean isMadeAnew(Draft draft) {
    return draft.action == Action.REPLACE
        || (draft.action == Action.CREATE && draft.subject.recorded() != null);
  }

  /** What lives in something that is made anew has to be made anew with it. */
  private void replaceWithHome(Draft draft) {
    Resource desired = draft.subject.desired();
    Address within = desired == null ? null : desired.within();
    Draft home = within == null ? null : drafts.get(within);
    if (home == null || home.action != Action.REPLACE || isNothing(draft)) {
      return;
    }
    String because = "lives in " + home.subject.address() + ", which is replaced";
    switch (draft.action) {
      case NO_OP, UPDATE, MOVE, ADOPT -> {
        draft.is(Action.REPLACE, Cause.UPSTREAM).because(because);
        draft.disruption = Rule.Disruption.RECREATE;
        if (draft.observed instanceof Observation.Unreachable(String reason)) {
          draft.block("cannot be reached: " + reason + ".");
        }
      }
      case REPLACE -> draft.because(because);
      case CREATE, DELETE, FORGET -> {}
    }
  }

  /** What lived in the one of before is there still, if anywhere, and nothing of it is here. */
  private void leaveWithAnother(Draft draft) {
    Recorded recorded = draft.subject.recorded();
    Address within = recorded == null ? null : recorded.within();
    Draft home = within == null ? null : drafts.get(subjects.now(within));
    if (home == null || !home.another) {
      return;
    }
    if (draft.action == Action.CREATE) {
      draft.reasons.clear();
      draft
          .is(Action.CREATE, Cause.UPSTREAM)
          .because("lived in the machine of " + home.subject.address() + " of before");
    } else if (draft.action == Action.DELETE) {
      draft
          .is(Action.FORGET, draft.cause)
          .because("stays in the machine of " + home.subject.address() + " of before");
      draft.disruption = Rule.Disruption.NONE;
    }
  }

  /** What runs on something that is made anew has to be put up there again. */
  private void putUpAgain(Draft draft) {
    boolean stays =
        draft.action == Action.NO_OP
            || draft.action == Action.UPDATE
            || draft.action == Action.MOVE;
    if (!stays || isNothing(draft)) {
      return;
    }
    Action action = draft.action == Action.MOVE ? Action.MOVE : Action.UPDATE;
    for (Address ground : runsOn(draft, subjects.desiredDependencies(draft.subject.address()))) {
      Draft other = drafts.get(ground);
      if (other != null && isMadeAnew(other)) {
        draft
            .is(action, draft.cause == null ? Cause.UPSTREAM : draft.cause)
            .because("runs on " + ground + ", which is made anew");
        draft.updates = true;
        draft.disruption = Rule.Disruption.RECREATE;
        if (draft.observed instanceof Observation.Unreachable) {
          draft.awaited = true;
          draft.blocked = null;
        }
      }
    }
  }

  /** Whether the plan is not about it and there is nothing of ours that could be taken along. */
  private static boolean isNothing(Draft draft) {
    return draft.action == Action.NO_OP
        && (draft.subject.recorded() == null || draft.observed instanceof Observation.Absent);
  }

  private void vanish(Draft draft) {
    Address taker = taker(draft.subject.address());
    if (taker != null) {
      draft.takenBy = taker;
      draft.blocked = null;
      draft.because("goes with " + taker);
    }
  }

  /** The object that destroys this one together with itself; null if it needs its own delete. */
  private @Nullable Address taker(Address address) {
    Optional<Address> known = takers.get(address);
    if (known == null) {
      known = Optional.ofNullable(findTaker(address));
      takers.put(address, known);
    }
    return known.orElse(null);
  }

  private @Nullable Address findTaker(Address address) {
    Draft draft = drafts.get(address);
    Recorded recorded = draft == null ? null : draft.subject.recorded();
    if (draft == null || recorded == null || recorded.within() == null || !isDeleted(draft)) {
      return null;
    }
    Address home = subjects.now(recorded.within());
    Draft around = drafts.get(home);
    if (around == null || !isDeleted(around)) {
      return null;
    }
    boolean takes = types.of(home).contains() && around.blocked == null;
    Address taker = takes ? home : taker(home);
    return taker == null || leavesTraces(draft) ? null : taker;
  }

  /** Whether something of the object stays somewhere else unless it is deleted by itself. */
  private boolean leavesTraces(Draft draft) {
    return !(draft.observed instanceof Observation.Unreachable)
        && runsOn(draft, subjects.recordedDependencies(draft.subject.address())).stream()
            .anyMatch(ground -> taker(ground) == null);
  }

  /** What is kept elsewhere and ran on something that goes needs no look at it to be deleted. */
  private void leaveWithGround(Draft draft) {
    if (draft.takenBy != null || !isDeleted(draft)) {
      return;
    }
    for (Address ground : runsOn(draft, subjects.recordedDependencies(draft.subject.address()))) {
      Address taker = taker(ground);
      boolean isGone = isGone(ground);
      if (taker != null || isGone) {
        draft.losesGround = true;
        draft.because(
            "ran on " + ground + (isGone ? ", which is gone" : ", which goes with " + taker));
        if (draft.observed instanceof Observation.Unreachable) {
          draft.awaited = true;
          draft.blocked = null;
        }
      }
    }
  }

  private boolean isGone(Address address) {
    Draft draft = drafts.get(address);
    return draft != null
        && draft.action == Action.FORGET
        && draft.observed instanceof Observation.Absent;
  }

  private static boolean isDeleted(Draft draft) {
    return draft.action == Action.DELETE || draft.action == Action.REPLACE;
  }

  private Set<Address> runsOn(Draft draft, SortedSet<Address> dependencies) {
    Set<String> names = types.of(draft.subject.address()).runsOn();
    return names.isEmpty()
        ? Set.of()
        : dependencies.stream()
            .filter(dependency -> names.contains(dependency.type()))
            .collect(Collectors.toSet());
  }
}
