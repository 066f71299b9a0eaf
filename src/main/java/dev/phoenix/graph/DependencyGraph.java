package dev.phoenix.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jgrapht.Graph;
import org.jgrapht.Graphs;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;

/**
 * Things of which some must come before others. Everything is linear in vertices and edges, but for
 * the logarithm that breaking ties by natural order costs.
 */
public final class DependencyGraph<V extends Comparable<? super V>> {
  // An edge runs from the dependency to what depends on it: in the direction of execution.
  private final Graph<V, DefaultEdge> graph = new PlainGraph<>();
  private final SortedSet<V> onThemselves = new TreeSet<>();

  /**
   * Links vertices to what must come before them.
   *
   * @param dependencies of every vertex; a dependency that is no key of the map becomes a vertex
   *     without dependencies
   */
  public static <V extends Comparable<? super V>> DependencyGraph<V> of(
      Map<V, ? extends Collection<V>> dependencies) {
    DependencyGraph<V> result = new DependencyGraph<>();
    dependencies.keySet().forEach(result.graph::addVertex);
    dependencies.forEach((vertex, before) -> before.forEach(d -> result.depend(vertex, d)));
    return result;
  }

  private void depend(V vertex, V dependency) {
    if (vertex.equals(dependency)) {
      onThemselves.add(vertex);
    } else {
      graph.addVertex(dependency);
      graph.addEdge(dependency, vertex);
    }
  }

  public Set<V> vertices() {
    return Collections.unmodifiableSet(graph.vertexSet());
  }

  /** What must come directly before. */
  public SortedSet<V> dependencies(V vertex) {
    return new TreeSet<>(Graphs.predecessorListOf(graph, vertex));
  }

  /** What comes directly after. */
  public SortedSet<V> dependents(V vertex) {
    return new TreeSet<>(Graphs.successorListOf(graph, vertex));
  }

  /**
   * Every vertex after its dependencies; among those that may come next the smallest first. What is
   * in a cycle or behind one is left out.
   */
  public List<V> order() {
    Map<V, Integer> waitingFor = new HashMap<>();
    PriorityQueue<V> ready = new PriorityQueue<>();
    for (V vertex : graph.vertexSet()) {
      int count = graph.inDegreeOf(vertex);
      waitingFor.put(vertex, count);
      if (count == 0 && !onThemselves.contains(vertex)) {
        ready.add(vertex);
      }
    }
    List<V> order = new ArrayList<>(waitingFor.size());
    for (V next = ready.poll(); next != null; next = ready.poll()) {
      order.add(next);
      for (V dependent : Graphs.successorListOf(graph, next)) {
        if (waitingFor.merge(dependent, -1, Integer::sum) == 0
            && !onThemselves.contains(dependent)) {
          ready.add(dependent);
        }
      }
    }
    return order;
  }

  /** Groups that could go at once: each vertex one level after the last of its dependencies. */
  public List<List<V>> levels() {
    Map<V, Integer> levelOf = new HashMap<>();
    List<List<V>> levels = new ArrayList<>();
    for (V vertex : order()) {
      int level = 0;
      for (V dependency : Graphs.predecessorListOf(graph, vertex)) {
        level = Math.max(level, levelOf.getOrDefault(dependency, 0) + 1);
      }
      levelOf.put(vertex, level);
      if (level == levels.size()) {
        levels.add(new ArrayList<>());
      }
      levels.get(level).add(vertex);
    }
    levels.forEach(Collections::sort);
    return levels;
  }

  /** The given vertices and everything they depend on, however far. */
  public SortedSet<V> closure(Collection<V> vertices) {
    SortedSet<V> closure = new TreeSet<>(vertices);
    Deque<V> open = new ArrayDeque<>(closure);
    while (!open.isEmpty()) {
      for (V dependency : Graphs.predecessorListOf(graph, open.pop())) {
        if (closure.add(dependency)) {
          open.push(dependency);
        }
      }
    }
    return closure;
  }

  /**
   * Every group of vertices that depend on each other, with all its members: from the smallest one
   * along the dependencies.
   */
  public List<List<V>> cycles() {
    if (order().size() == graph.vertexSet().size()) {
      return List.of();
    }
    List<List<V>> cycles = new ArrayList<>();
    onThemselves.forEach(vertex -> cycles.add(List.of(vertex)));
    // Gabow's inspector recurses once per vertex of a chain; Kosaraju's does not.
    for (Set<V> component :
        new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets()) {
      if (component.size() > 1) {
        cycles.add(alongDependencies(component));
      }
    }
    cycles.sort((a, b) -> a.getFirst().compareTo(b.getFirst()));
    return cycles;
  }

  private List<V> alongDependencies(Set<V> component) {
    List<V> path = new ArrayList<>();
    Set<V> seen = new TreeSet<>();
    Deque<V> open = new ArrayDeque<>();
    open.push(Collections.min(component));
    while (!open.isEmpty()) {
      V vertex = open.pop();
      if (seen.add(vertex)) {
        path.add(vertex);
        SortedSet<V> next = new TreeSet<>(dependencies(vertex));
        next.retainAll(component);
        next.reversed().forEach(open::push);
      }
    }
    return path;
  }
}
