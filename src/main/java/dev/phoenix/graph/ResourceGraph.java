package dev.phoenix.graph;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The resources that the files want, and which must come before which. */
public final class ResourceGraph {
  private final SortedMap<Address, Resource> resources;
  private final DependencyGraph<Address> graph;

  private ResourceGraph(SortedMap<Address, Resource> resources, DependencyGraph<Address> graph) {
    this.resources = resources;
    this.graph = graph;
  }

  /**
   * Links the resources. Two of one address, dependencies that do not exist and cycles are
   * diagnostics; what is wrong is left out of the graph.
   */
  public static ResourceGraph of(Collection<Resource> resources, Diagnostics diagnostics) {
    SortedMap<Address, Resource> byAddress = new TreeMap<>();
    for (Resource resource : resources) {
      if (byAddress.putIfAbsent(resource.address(), resource) != null) {
        diagnostics.add(twice(resource));
      }
    }
    Set<Address> addresses = new HashSet<>(byAddress.keySet());
    Map<Address, List<Address>> dependencies = new LinkedHashMap<>();
    for (Resource resource : byAddress.values()) {
      List<Address> known = new ArrayList<>();
      for (Address dependency : resource.dependencies()) {
        if (addresses.contains(dependency)) {
          known.add(dependency);
        } else {
          diagnostics.add(unknown(resource, dependency));
        }
      }
      dependencies.put(resource.address(), known);
    }
    DependencyGraph<Address> graph = DependencyGraph.of(dependencies);
    for (List<Address> cycle : graph.cycles()) {
      Address first = cycle.getFirst();
      Resource resource = byAddress.get(first);
      diagnostics.add(
          circle(cycle).at(resource == null ? null : resource.origin()).about(first.toString()));
    }
    return new ResourceGraph(byAddress, graph);
  }

  private static Diagnostic twice(Resource resource) {
    return Diagnostic.error(
            "two resources have the address " + resource.address(),
            "An address names one resource. Give one of the two another name.")
        .at(resource.origin())
        .about(resource.address().toString());
  }

  private static Diagnostic unknown(Resource resource, Address dependency) {
    return Diagnostic.error(
            resource.address() + " depends on " + dependency + ", which does not exist",
            "Add it to the files, or take the dependency away.")
        .at(resource.origin())
        .about(resource.address().toString());
  }

  private static Diagnostic circle(List<Address> cycle) {
    String path = cycle.stream().map(Address::toString).collect(Collectors.joining(" -> "));
    return Diagnostic.error(
        "dependencies run in a circle: " + path + " -> " + cycle.getFirst(),
        "Each of these "
            + cycle.size()
            + " waits for another one of them, so none can be first. Take one dependency away.");
  }

  public SortedMap<Address, Resource> resources() {
    return resources;
  }

  /** Every address after those it depends on; ties by address. What is in a cycle is left out. */
  public List<Address> order() {
    return graph.order();
  }

  /** Addresses that could be made at the same time, level by level. */
  public List<List<Address>> levels() {
    return graph.levels();
  }

  public SortedSet<Address> dependencies(Address address) {
    return graph.dependencies(address);
  }

  public SortedSet<Address> dependents(Address address) {
    return graph.dependents(address);
  }
}
