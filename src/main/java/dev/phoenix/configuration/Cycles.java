package dev.phoenix.configuration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds what waits for itself: takes away what waits for nothing, until only cycles are left. */
final class Cycles {
  private final NavigableMap<String, NavigableSet<String>> waitsFor = new TreeMap<>();
  private final Map<String, List<String>> waiters = new HashMap<>();

  /**
   * Takes the names with what each waits for.
   *
   * @param edges every target is a name too
   */
  Cycles(Map<String, ? extends NavigableSet<String>> edges) {
    edges.forEach((name, targets) -> {
      waitsFor.put(name, new TreeSet<>(targets));
      targets.forEach(target -> waiters.computeIfAbsent(target, _ -> new ArrayList<>()).add(name));
    });
  }

  /** One by one, each with all of its members in order. */
  List<List<String>> find() {
    List<List<String>> cycles = new ArrayList<>();
    List<String> free = new ArrayList<>();
    waitsFor.forEach((name, targets) -> {
      if (targets.isEmpty()) {
        free.add(name);
      }
    });
    drop(free);
    while (!waitsFor.isEmpty()) {
      List<String> cycle = first();
      cycles.add(cycle);
      drop(cycle);
    }
    return cycles;
  }

  /** Each edge is met once, so all of this together is linear. */
  private void drop(List<String> names) {
    Deque<String> gone = new ArrayDeque<>(names);
    while (!gone.isEmpty()) {
      String name = gone.remove();
      if (waitsFor.remove(name) != null) {
        for (String waiter : waiters.getOrDefault(name, List.of())) {
          NavigableSet<String> targets = waitsFor.get(waiter);
          if (targets != null && targets.remove(name) && targets.isEmpty()) {
            gone.add(waiter);
          }
        }
      }
    }
  }

  private List<String> first() {
    LinkedHashSet<String> path = new LinkedHashSet<>();
    String at = waitsFor.firstKey();
    while (path.add(at)) {
      at = Objects.requireNonNull(waitsFor.get(at)).getFirst();
    }
    List<String> walked = List.copyOf(path);
    return walked.subList(walked.indexOf(at), walked.size());
  }
}
