package dev.phoenix.apply;

import dev.phoenix.plan.Step;
import dev.phoenix.resource.ResourceType.Limit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which step may begin: what it waits for is done, and its limits have room. For one thread. */
final class Schedule {
  /** More than any step waits for: it is never ready from there on. */
  private static final int NEVER = Integer.MAX_VALUE / 2;

  private final Function<Step, List<Limit>> limits;
  private final Map<Integer, List<Step>> dependents = new HashMap<>();
  private final Map<Integer, Integer> waitingFor = new HashMap<>();
  private final TreeSet<Step> ready = new TreeSet<>(Comparator.comparingInt(Step::number));
  private final Map<String, Integer> inUse = new HashMap<>();
  private final Map<String, Deque<Step>> parked = new HashMap<>();
  private final Map<Integer, List<Limit>> held = new HashMap<>();

  Schedule(Collection<Step> steps, Function<Step, List<Limit>> limits) {
    this.limits = limits;
    for (Step step : steps) {
      step.after().forEach(n -> dependents.computeIfAbsent(n, _ -> new ArrayList<>()).add(step));
      waitingFor.put(step.number(), step.after().size());
      if (step.after().isEmpty()) {
        ready.add(step);
      }
    }
  }

  /** The next step, which then counts as running; null if none may begin now. */
  @Nullable Step next() {
    for (Step step = ready.pollFirst(); step != null; step = ready.pollFirst()) {
      List<Limit> keys = step.operation().isOnState() ? List.of() : limits.apply(step);
      Limit full = full(keys);
      if (full == null) {
        keys.forEach(limit -> inUse.merge(limit.key(), 1, Integer::sum));
        held.put(step.number(), keys);
        return step;
      }
      parked.computeIfAbsent(full.key(), _ -> new ArrayDeque<>()).add(step);
      // It leaves its place with the other keys to those that wait there.
      keys.stream().filter(this::hasRoom).forEach(limit -> unpark(limit.key()));
    }
    return null;
  }

  private @Nullable Limit full(List<Limit> keys) {
    for (Limit limit : keys) {
      if (!hasRoom(limit)) {
        return limit;
      }
    }
    return null;
  }

  private boolean hasRoom(Limit limit) {
    return inUse.getOrDefault(limit.key(), 0) < limit.atOnce();
  }

  private void unpark(String key) {
    Deque<Step> waiting = parked.get(key);
    if (waiting != null && !waiting.isEmpty()) {
      ready.add(waiting.removeFirst());
    }
  }

  private void release(Step step) {
    List<Limit> keys = held.remove(step.number());
    if (keys != null) {
      for (Limit limit : keys) {
        inUse.merge(limit.key(), -1, Integer::sum);
        unpark(limit.key());
      }
    }
  }

  void done(Step step) {
    release(step);
    for (Step dependent : dependents.getOrDefault(step.number(), List.of())) {
      if (waitingFor.merge(dependent.number(), -1, Integer::sum) == 0) {
        ready.add(dependent);
      }
    }
  }

  /** Everything that waits for a step that failed, near or far. */
  List<Step> failed(Step step) {
    release(step);
    ready.remove(step);
    // It may not even have been ready: what cannot be prepared fails before its turn.
    waitingFor.put(step.number(), NEVER);
    List<Step> behind = new ArrayList<>();
    Deque<Step> open = new ArrayDeque<>(List.of(step));
    while (!open.isEmpty()) {
      for (Step dependent : dependents.getOrDefault(open.poll().number(), List.of())) {
        // Each is met once.
        Integer before = waitingFor.put(dependent.number(), NEVER);
        if (before != null && before < NEVER / 2) {
          behind.add(dependent);
          open.add(dependent);
        }
      }
    }
    return behind;
  }
}
