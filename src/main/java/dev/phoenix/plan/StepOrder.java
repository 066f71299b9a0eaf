package dev.phoenix.plan;

import dev.phoenix.graph.DependencyGraph;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts the operations of a plan in order, and keeps back what waits for something that cannot be
 * done.
 */
final class StepOrder {
  private final SortedMap<Address, Draft> drafts;
  private final DependencyGraph<Turn> graph;

  /**
   * An order.
   *
   * @param graph of the turns of all drafts, in no circle
   */
  StepOrder(SortedMap<Address, Draft> drafts, DependencyGraph<Turn> graph) {
    this.drafts = drafts;
    this.graph = graph;
  }

  /**
   * The outcome.
   *
   * @param order of the changes
   */
  record Result(List<Address> order, List<Step> steps) {}

  Result order() {
    block();
    while (blockWithGround()) {
      block();
    }
    defer();
    List<Turn> order = graph.order();
    return new Result(addresses(order), steps(order));
  }

  /** What waits for something blocked is blocked too, and then so is all of its change. */
  private void block() {
    spread(
        draft -> draft.blocked != null || (draft.isDark() && draft.deferredTo == null),
        StepOrder::hold);
  }

  /** Nobody will be able to look at what waits for something that does not come up. */
  private boolean blockWithGround() {
    boolean any = false;
    for (Draft draft : drafts.values()) {
      Draft ground = draft.deferredTo == null ? null : drafts.get(draft.deferredTo);
      if (ground != null && ground.isHeld()) {
        hold(draft, ground);
        any = true;
      }
    }
    return any;
  }

  /** What waits for something deferred is deferred with it, unless it is blocked anyway. */
  private void defer() {
    spread(draft -> draft.deferredTo != null, StepOrder::deferWith);
  }

  private void spread(Predicate<Draft> from, BiConsumer<Draft, Draft> what) {
    Deque<Turn> open = new ArrayDeque<>();
    Set<Turn> seen = new HashSet<>();
    for (Draft draft : drafts.values()) {
      if (from.test(draft)) {
        turnsOf(draft).stream().filter(seen::add).forEach(open::add);
      }
    }
    while (!open.isEmpty()) {
      Turn turn = open.poll();
      for (Turn dependent : graph.dependents(turn)) {
        if (seen.add(dependent)) {
          open.add(dependent);
          Draft draft = draft(dependent);
          what.accept(draft, draft(turn));
          turnsOf(draft).stream().filter(seen::add).forEach(open::add);
        }
      }
    }
  }

  private static void deferWith(Draft draft, Draft other) {
    Address ground = other.deferredTo;
    if (draft.action == Action.NO_OP) {
      draft.records = false;
    } else if (ground != null && draft.blocked == null) {
      draft.deferTo(ground);
    }
  }

  private static void hold(Draft draft, Draft other) {
    if (draft.action == Action.NO_OP) {
      draft.records = false;
      draft.deferredTo = null;
    } else {
      draft.block(
          "waits for "
              + other.subject.address()
              + (other.observed instanceof Observation.Unreachable(String reason)
                  ? ", which cannot be reached: " + reason
                  : ", which cannot be done now"));
    }
  }

  private List<Turn> turnsOf(Draft draft) {
    Address address = draft.subject.address();
    List<Turn> own = new ArrayList<>(2);
    if (draft.leaves()) {
      own.add(Turn.leaving(address));
    }
    if (draft.stays()) {
      own.add(Turn.making(address));
    }
    return own;
  }

  private Draft draft(Turn turn) {
    Draft draft = drafts.get(turn.address());
    if (draft == null) {
      throw new IllegalStateException("no draft of " + turn.address());
    }
    return draft;
  }

  private List<Address> addresses(List<Turn> order) {
    List<Address> addresses = new ArrayList<>();
    for (Turn turn : order) {
      // A replaced object has its place where it is made.
      if (turn.leaves() != draft(turn).stays()) {
        addresses.add(turn.address());
      }
    }
    return addresses;
  }

  private List<Step> steps(List<Turn> order) {
    List<Step> steps = new ArrayList<>();
    // Of each turn the steps to wait for: its own, or those that a turn without one waits for.
    Map<Turn, SortedSet<Integer>> standsFor = new HashMap<>();
    for (Turn turn : order) {
      SortedSet<Integer> after = new TreeSet<>();
      graph.dependencies(turn).forEach(d -> after.addAll(standsFor.getOrDefault(d, after)));
      Step.Operation operation = operation(turn);
      if (operation == null) {
        standsFor.put(turn, after);
      } else {
        int number = steps.size() + 1;
        steps.add(new Step(number, turn.address(), operation, List.copyOf(after)));
        standsFor.put(turn, new TreeSet<>(Set.of(number)));
      }
    }
    return steps;
  }

  private Step.@Nullable Operation operation(Turn turn) {
    Draft draft = draft(turn);
    List<Step.Operation> operations = draft.operations();
    if (draft.isHeld() || operations.isEmpty()) {
      return null;
    }
    return turn.leaves() ? operations.getFirst() : operations.getLast();
  }
}
