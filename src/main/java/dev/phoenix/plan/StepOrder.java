package dev.phoenix.plan;

import dev.phoenix.graph.DependencyGraph;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts the operations of a plan in order. What is made comes after what it needs, by the files;
 * what goes comes before what it needed, by the record; a replaced object goes before it is made
 * anew. An object that stays is changed before what it used goes; this last rule, and then the
 * record, give way where all of them together would run in a circle.
 */
final class StepOrder {
  /** One operation; of an object with nothing to do, its place in the order. */
  private record Node(Address address, boolean leaves) implements Comparable<Node> {
    private static final Comparator<Node> ORDER =
        Comparator.comparing(Node::address).thenComparing(Node::leaves);

    @Override
    public int compareTo(Node other) {
      return ORDER.compare(this, other);
    }
  }

  private record Edge(Node before, Node after) {}

  private final SortedMap<Address, Draft> drafts;
  private final Subjects subjects;
  private final SortedSet<Node> nodes = new TreeSet<>();
  private final List<Edge> firm = new ArrayList<>();
  private final List<Edge> recorded = new ArrayList<>();
  private final List<Edge> soft = new ArrayList<>();

  StepOrder(SortedMap<Address, Draft> drafts, Subjects subjects) {
    this.drafts = drafts;
    this.subjects = subjects;
  }

  /**
   * The outcome.
   *
   * @param order of the changes
   */
  record Result(List<Address> order, List<Step> steps) {}

  Result order() {
    drafts.values().forEach(this::link);
    DependencyGraph<Node> graph = acyclic();
    block(graph);
    List<Node> order = graph.order();
    return new Result(addresses(order), steps(order, graph));
  }

  private static boolean leaves(Draft draft) {
    return switch (draft.action) {
      case DELETE, FORGET, REPLACE -> true;
      case CREATE, UPDATE, ADOPT, MOVE, NO_OP -> false;
    };
  }

  private static boolean stays(Draft draft) {
    return draft.action != Action.DELETE && draft.action != Action.FORGET;
  }

  private void link(Draft draft) {
    Address address = draft.subject.address();
    Node making = new Node(address, false);
    Node leaving = new Node(address, true);
    if (stays(draft)) {
      nodes.add(making);
      for (Address dependency : subjects.desiredDependencies(address)) {
        Draft other = drafts.get(dependency);
        if (other != null && stays(other)) {
          firm.add(new Edge(new Node(dependency, false), making));
        }
      }
    }
    if (leaves(draft)) {
      nodes.add(leaving);
      if (stays(draft)) {
        firm.add(new Edge(leaving, making));
      }
    }
    if (draft.takenBy != null) {
      firm.add(new Edge(new Node(draft.takenBy, true), leaving));
    }
    for (Address dependency : subjects.recordedDependencies(address)) {
      Draft other = drafts.get(dependency);
      if (other != null && leaves(other)) {
        // What something takes along is there until that goes.
        Address until = other.takenBy == null ? dependency : other.takenBy;
        Node otherLeaving = new Node(until, true);
        if (leaves(draft)) {
          if (draft.takenBy == null || !draft.takenBy.equals(until)) {
            recorded.add(new Edge(leaving, otherLeaving));
          }
        } else if (!stays(other) && !draft.operations().isEmpty()) {
          soft.add(new Edge(making, otherLeaving));
        }
      }
    }
  }

  private DependencyGraph<Node> acyclic() {
    DependencyGraph<Node> graph = graph(List.of(firm, recorded, soft));
    if (graph.order().size() == nodes.size()) {
      return graph;
    }
    List<Edge> keptSoft = between(soft, graph);
    graph = graph(List.of(firm, recorded, keptSoft));
    if (graph.order().size() == nodes.size()) {
      return graph;
    }
    return graph(List.of(firm, between(recorded, graph), keptSoft));
  }

  /** Those edges that are in no cycle. */
  private static List<Edge> between(List<Edge> edges, DependencyGraph<Node> graph) {
    Map<Node, Integer> cycleOf = new HashMap<>();
    int number = 0;
    for (List<Node> cycle : graph.cycles()) {
      number++;
      for (Node node : cycle) {
        cycleOf.put(node, number);
      }
    }
    return edges.stream()
        .filter(edge ->
            !cycleOf.containsKey(edge.before())
                || !cycleOf.get(edge.before()).equals(cycleOf.get(edge.after())))
        .toList();
  }

  private DependencyGraph<Node> graph(List<List<Edge>> kinds) {
    SortedMap<Node, Collection<Node>> before = new TreeMap<>();
    nodes.forEach(node -> before.put(node, new ArrayList<>()));
    for (List<Edge> edges : kinds) {
      for (Edge edge : edges) {
        before.getOrDefault(edge.after(), new ArrayList<>()).add(edge.before());
      }
    }
    return DependencyGraph.of(before);
  }

  /** What waits for something blocked is blocked too, and then so is all of its change. */
  private void block(DependencyGraph<Node> graph) {
    Deque<Node> open = new ArrayDeque<>();
    Set<Node> seen = new HashSet<>();
    for (Draft draft : drafts.values()) {
      if (draft.blocked != null || draft.isDark()) {
        nodesOf(draft).stream().filter(seen::add).forEach(open::add);
      }
    }
    while (!open.isEmpty()) {
      Node node = open.poll();
      for (Node dependent : graph.dependents(node)) {
        if (seen.add(dependent)) {
          open.add(dependent);
          Draft draft = draft(dependent);
          hold(draft, node.address());
          nodesOf(draft).stream().filter(seen::add).forEach(open::add);
        }
      }
    }
  }

  private void hold(Draft draft, Address because) {
    if (draft.action == Action.NO_OP) {
      draft.records = false;
    } else {
      Draft other = draft(new Node(because, false));
      draft.block(
          "waits for "
              + because
              + (other.observed instanceof Observation.Unreachable(String reason)
                  ? ", which cannot be reached: " + reason
                  : ", which cannot be done now"));
    }
  }

  private List<Node> nodesOf(Draft draft) {
    Address address = draft.subject.address();
    List<Node> own = new ArrayList<>(2);
    if (leaves(draft)) {
      own.add(new Node(address, true));
    }
    if (stays(draft)) {
      own.add(new Node(address, false));
    }
    return own;
  }

  private Draft draft(Node node) {
    Draft draft = drafts.get(node.address());
    if (draft == null) {
      throw new IllegalStateException("no draft of " + node.address());
    }
    return draft;
  }

  private List<Address> addresses(List<Node> order) {
    List<Address> addresses = new ArrayList<>();
    for (Node node : order) {
      // A replaced object has its place where it is made.
      if (node.leaves() != stays(draft(node))) {
        addresses.add(node.address());
      }
    }
    return addresses;
  }

  private List<Step> steps(List<Node> order, DependencyGraph<Node> graph) {
    List<Step> steps = new ArrayList<>();
    // Of each node the steps to wait for: its own, or those that a node without one waits for.
    Map<Node, SortedSet<Integer>> standsFor = new HashMap<>();
    for (Node node : order) {
      SortedSet<Integer> after = new TreeSet<>();
      graph.dependencies(node).forEach(d -> after.addAll(standsFor.getOrDefault(d, after)));
      Step.Operation operation = operation(node);
      if (operation == null) {
        standsFor.put(node, after);
      } else {
        int number = steps.size() + 1;
        steps.add(new Step(number, node.address(), operation, List.copyOf(after)));
        standsFor.put(node, new TreeSet<>(Set.of(number)));
      }
    }
    return steps;
  }

  private Step.@Nullable Operation operation(Node node) {
    Draft draft = draft(node);
    List<Step.Operation> operations = draft.operations();
    if (draft.blocked != null || operations.isEmpty()) {
      return null;
    }
    return node.leaves() ? operations.getFirst() : operations.getLast();
  }
}
