package dev.phoenix.plan;

import dev.phoenix.graph.DependencyGraph;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What comes before what. What is made comes after what it needs, by the files; what goes comes
 * before what it needed, by the record; a replaced object goes before it is made anew. An object
 * that stays is changed before what it used goes; what goes with its home does so before what it
 * needed; what lived in something that is made again goes when that is there; what only one can
 * hold is given up before another takes it. These last rules, and then the record, give way where
 * all of them together would run in a circle.
 */
final class Precedence {
  private record Edge(Turn before, Turn after) {}

  private final ResourceTypes types;
  private final SortedMap<Address, Draft> drafts;
  private final Subjects subjects;
  private final Set<Turn> turns = new LinkedHashSet<>();
  private final List<Edge> firm = new ArrayList<>();
  private final List<Edge> recorded = new ArrayList<>();
  private final List<Edge> soft = new ArrayList<>();

  Precedence(ResourceTypes types, SortedMap<Address, Draft> drafts, Subjects subjects) {
    this.types = types;
    this.drafts = drafts;
    this.subjects = subjects;
  }

  /** All turns of the drafts, in no circle. */
  DependencyGraph<Turn> graph() {
    drafts.values().forEach(this::link);
    linkHoldings();
    return acyclic();
  }

  private void link(Draft draft) {
    if (draft.stays()) {
      linkMaking(draft);
    }
    if (draft.leaves()) {
      linkLeaving(draft);
    }
    linkRecorded(draft);
  }

  private void linkMaking(Draft draft) {
    Address address = draft.subject.address();
    turns.add(Turn.making(address));
    for (Address dependency : subjects.desiredDependencies(address)) {
      Draft other = drafts.get(dependency);
      if (other != null && other.stays()) {
        firm.add(new Edge(Turn.making(dependency), Turn.making(address)));
      }
    }
  }

  private void linkLeaving(Draft draft) {
    Turn leaving = Turn.leaving(draft.subject.address());
    turns.add(leaving);
    if (draft.stays()) {
      firm.add(new Edge(leaving, Turn.making(draft.subject.address())));
    }
    if (draft.takenBy != null) {
      firm.add(new Edge(Turn.leaving(draft.takenBy), leaving));
    }
    Address home = home(draft);
    if (home != null && draft.operations().contains(Step.Operation.DELETE)) {
      Draft around = drafts.get(home);
      if (around != null && around.action == Action.CREATE) {
        soft.add(new Edge(Turn.making(home), leaving));
      }
    }
  }

  private @Nullable Address home(Draft draft) {
    Recorded known = draft.subject.recorded();
    return known == null || known.within() == null ? null : subjects.now(known.within());
  }

  private void linkRecorded(Draft draft) {
    Address address = draft.subject.address();
    for (Address dependency : subjects.recordedDependencies(address)) {
      Draft other = drafts.get(dependency);
      if (other != null && other.leaves()) {
        // What something takes along is there until that goes.
        Address until = other.takenBy == null ? dependency : other.takenBy;
        if (draft.leaves()) {
          if (draft.takenBy == null) {
            recorded.add(new Edge(Turn.leaving(address), Turn.leaving(until)));
          } else if (!draft.takenBy.equals(until)) {
            soft.add(new Edge(Turn.leaving(address), Turn.leaving(until)));
          }
        } else if (!other.stays() && !draft.operations().isEmpty()) {
          soft.add(new Edge(Turn.making(address), Turn.leaving(until)));
        }
      }
    }
  }

  private void linkHoldings() {
    Map<String, List<Turn>> givers = new HashMap<>();
    Map<Turn, Set<String>> takers = new HashMap<>();
    for (Draft draft : drafts.values()) {
      if (!draft.operations().isEmpty()) {
        Set<String> before = heldBefore(draft);
        Set<String> after = heldAfter(draft);
        Address address = draft.subject.address();
        Turn going = new Turn(address, draft.leaves());
        before.stream()
            .filter(holding -> !after.contains(holding))
            .forEach(it -> givers.computeIfAbsent(it, _ -> new ArrayList<>()).add(going));
        after.removeAll(before);
        takers.put(Turn.making(address), after);
      }
    }
    takers.forEach((taker, holdings) ->
        holdings.forEach(holding ->
            givers
                .getOrDefault(holding, List.of())
                .forEach(giver -> soft.add(new Edge(giver, taker)))));
  }

  private Set<String> heldBefore(Draft draft) {
    Recorded known = draft.subject.recorded();
    return known == null ? Set.of() : types.of(known.address()).holds(known.attributes());
  }

  private Set<String> heldAfter(Draft draft) {
    Resource desired = draft.subject.desired();
    return desired == null || !draft.stays()
        ? new HashSet<>()
        : new HashSet<>(types.of(desired.address()).holds(desired.attributes()));
  }

  private DependencyGraph<Turn> acyclic() {
    DependencyGraph<Turn> graph = graph(List.of(firm, recorded, soft));
    if (graph.isAcyclic()) {
      return graph;
    }
    List<Edge> keptSoft = between(soft, graph);
    graph = graph(List.of(firm, recorded, keptSoft));
    if (graph.isAcyclic()) {
      return graph;
    }
    return graph(List.of(firm, between(recorded, graph), keptSoft));
  }

  /** Those edges that are in no cycle. */
  private static List<Edge> between(List<Edge> edges, DependencyGraph<Turn> graph) {
    Map<Turn, Integer> cycleOf = new HashMap<>();
    int number = 0;
    for (List<Turn> cycle : graph.cycles()) {
      number++;
      for (Turn turn : cycle) {
        cycleOf.put(turn, number);
      }
    }
    return edges.stream()
        .filter(edge ->
            !cycleOf.containsKey(edge.before())
                || !cycleOf.get(edge.before()).equals(cycleOf.get(edge.after())))
        .toList();
  }

  private DependencyGraph<Turn> graph(List<List<Edge>> kinds) {
    Map<Turn, Collection<Turn>> before = new LinkedHashMap<>();
    turns.forEach(turn -> before.put(turn, new ArrayList<>()));
    for (List<Edge> edges : kinds) {
      for (Edge edge : edges) {
        before.getOrDefault(edge.after(), new ArrayList<>()).add(edge.before());
      }
    }
    return DependencyGraph.of(before);
  }
}
