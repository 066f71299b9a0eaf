package dev.phoenix.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;

/**
 * Things of which some must come before others. Everything is linear in vertices and edges, but for
 * the logarithm that breaking ties by natural order costs. A library is asked only where there are
 * cycles: for all others what it keeps of each edge is too much.
 */
public final class DependencyGraph<V extends Comparable<? super V>> {
  private final Map<V, Node<V>> nodes = new LinkedHashMap<>();
  private final SortedSet<V> onThemselves = new TreeSet<>();

  /** A vertex with its neighbours; one that was named twice as such is there twice. */
  private static final class Node<V> {
    final V vertex;
    final int number;
    final List<Node<V>> before = new ArrayList<>();
    final List<Node<V>> after = new ArrayList<>();

    Node(V vertex, int number) {
      this.vertex = vertex;
      this.number = number;
    }
  }

  /**
   * Links vertices to what must come before them.
   *
   * @param dependencies of every vertex; a dependency that is no key of the map becomes a vertex
   *     without dependencies
   */
  public static <V extends Comparable<? super V>> DependencyGraph<V> of(
      Map<V, ? extends Collection<V>> dependencies) {
    DependencyGraph<V> result = new DependencyGraph<>();
    dependencies.keySet().forEach(result::node);
    dependencies.forEach((vertex, before) -> {
      Node<V> node = result.node(vertex);
      before.forEach(dependency -> result.depend(node, dependency));
    });
    return result;
  }

  private Node<V> node(V vertex) {
    Node<V> known = nodes.get(vertex);
    if (known == null) {
      known = new Node<>(vertex, nodes.size());
      nodes.put(vertex, known);
    }
    return known;
  }

  private void depend(Node<V> node, V dependency) {
    if (node.vertex.equals(dependency)) {
      onThemselves.add(dependency);
    } else {
      Node<V> other = node(dependency);
      other.after.add(node);
      node.before.add(other);
    }
  }

  public Set<V> vertices() {
    return Collections.unmodifiableSet(nodes.keySet());
  }

  /** What must come directly before. */
  public SortedSet<V> dependencies(V vertex) {
    return vertices(known(vertex).before);
  }

  /** What comes directly after. */
  public SortedSet<V> dependents(V vertex) {
    return vertices(known(vertex).after);
  }

  private Node<V> known(V vertex) {
    Node<V> node = nodes.get(vertex);
    if (node == null) {
      throw new IllegalArgumentException("no vertex " + vertex);
    }
    return node;
  }

  private static <V extends Comparable<? super V>> SortedSet<V> vertices(List<Node<V>> nodes) {
    SortedSet<V> vertices = new TreeSet<>();
    nodes.forEach(node -> vertices.add(node.vertex));
    return vertices;
  }

  /**
   * Every vertex after its dependencies; among those that may come next the smallest first. What is
   * in a cycle or behind one is left out.
   */
  public List<V> order() {
    List<Node<V>> sorted = new ArrayList<>(nodes.values());
    sorted.sort((one, other) -> one.vertex.compareTo(other.vertex));
    int[] places = new int[sorted.size()];
    for (int place = 0; place < places.length; place++) {
      places[sorted.get(place).number] = place;
    }
    return order(
        new PriorityQueue<>(
            (one, other) -> Integer.compare(places[one.number], places[other.number])));
  }

  /** The same in the order in which a queue gives back what may come next. */
  private List<V> order(Queue<Node<V>> ready) {
    int[] waitingFor = new int[nodes.size()];
    for (Node<V> node : nodes.values()) {
      // What waits for itself never comes.
      waitingFor[node.number] = node.before.size() + (onThemselves.contains(node.vertex) ? 1 : 0);
      if (waitingFor[node.number] == 0) {
        ready.add(node);
      }
    }
    List<V> order = new ArrayList<>(nodes.size());
    for (Node<V> next = ready.poll(); next != null; next = ready.poll()) {
      order.add(next.vertex);
      for (Node<V> dependent : next.after) {
        if (--waitingFor[dependent.number] == 0) {
          ready.add(dependent);
        }
      }
    }
    return order;
  }

  /** Whether nothing waits for itself in the end. */
  public boolean isAcyclic() {
    return order(new ArrayDeque<>()).size() == nodes.size();
  }

  /** Groups that could go at once: each vertex one level after the last of its dependencies. */
  public List<List<V>> levels() {
    int[] levelOf = new int[nodes.size()];
    List<List<V>> levels = new ArrayList<>();
    for (V vertex : order()) {
      Node<V> node = known(vertex);
      int level = 0;
      for (Node<V> dependency : node.before) {
        level = Math.max(level, levelOf[dependency.number] + 1);
      }
      levelOf[node.number] = level;
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
      for (Node<V> dependency : known(open.pop()).before) {
        if (closure.add(dependency.vertex)) {
          open.push(dependency.vertex);
        }
      }
    }
    return closure;
  }

  /**
   * Everything that depends on these, directly or through others that pass it on.
   *
   * @param passesOn whether what depends on a vertex is reached by it; asked of the given ones too
   */
  public SortedSet<V> reach(Collection<V> vertices, Predicate<V> passesOn) {
    SortedSet<V> reached = new TreeSet<>();
    Deque<V> open = new ArrayDeque<>(vertices);
    while (!open.isEmpty()) {
      V vertex = open.pop();
      if (passesOn.test(vertex)) {
        for (Node<V> dependent : known(vertex).after) {
          if (reached.add(dependent.vertex)) {
            open.push(dependent.vertex);
          }
        }
      }
    }
    return reached;
  }

  /**
   * Every group of vertices that depend on each other, with all its members: from the smallest one
   * along the dependencies.
   */
  public List<List<V>> cycles() {
    if (isAcyclic()) {
      return List.of();
    }
    List<List<V>> cycles = new ArrayList<>();
    onThemselves.forEach(vertex -> cycles.add(List.of(vertex)));
    // Gabow's inspector recurses once per vertex of a chain; Kosaraju's does not.
    for (Set<V> component :
        new KosarajuStrongConnectivityInspector<>(graph()).stronglyConnectedSets()) {
      if (component.size() > 1) {
        cycles.add(alongDependencies(component));
      }
    }
    cycles.sort((a, b) -> a.getFirst().compareTo(b.getFirst()));
    return cycles;
  }

  private Graph<V, DefaultEdge> graph() {
    Graph<V, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
    nodes.keySet().forEach(graph::addVertex);
    for (Node<V> node : nodes.values()) {
      node.before.forEach(dependency -> graph.addEdge(dependency.vertex, node.vertex));
    }
    return graph;
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
