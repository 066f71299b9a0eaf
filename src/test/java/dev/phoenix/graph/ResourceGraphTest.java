package dev.phoenix.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ResourceGraphTest {
  private final Diagnostics diagnostics = new Diagnostics();

  private static Resource thing(String name, String... dependencies) {
    TreeSet<Address> addresses = new TreeSet<>();
    for (String dependency : dependencies) {
      addresses.add(Address.parse("thing/" + dependency));
    }
    return new Resource(
        Address.parse("thing/" + name), Attributes.NONE, new TreeMap<>(), addresses, null, null);
  }

  private ResourceGraph graph(Resource... resources) {
    return ResourceGraph.of(List.of(resources), diagnostics);
  }

  private List<String> summaries() {
    return diagnostics.sorted().stream().map(Diagnostic::summary).toList();
  }

  @Test
  void ordersByDependencyAndThenByAddress() {
    ResourceGraph graph =
        graph(thing("a", "c"), thing("b"), thing("c"), thing("d", "a", "b"), thing("e", "c"));
    assertThat(graph.order()).extracting(Address::name).containsExactly("b", "c", "a", "d", "e");
    assertThat(graph.levels().toString())
        .isEqualTo("[[thing/b, thing/c], [thing/a, thing/e], [thing/d]]");
    assertThat(graph.dependents(Address.parse("thing/c"))).hasSize(2);
    assertThat(graph.dependencies(Address.parse("thing/d"))).hasSize(2);
    assertThat(summaries()).isEmpty();
  }

  @Test
  void namesAllMembersOfACycleInOrder() {
    graph(thing("d"), thing("a", "c", "d"), thing("b", "a"), thing("c", "b"), thing("z", "a"));
    assertThat(summaries())
        .containsExactly("dependencies run in a circle: thing/a -> thing/c -> thing/b -> thing/a");
  }

  @Test
  void namesWhatDependsOnItself() {
    graph(thing("a", "a"));
    assertThat(summaries()).containsExactly("dependencies run in a circle: thing/a -> thing/a");
  }

  @Test
  void namesUnknownDependenciesAndEqualAddresses() {
    graph(thing("a", "x"), thing("b"), thing("b"));
    assertThat(summaries())
        .containsExactly(
            "thing/a depends on thing/x, which does not exist",
            "two resources have the address thing/b");
  }

  @Test
  void aChainOfAHundredThousandIsOrderedWithoutRecursion() {
    List<Resource> chain = new ArrayList<>();
    chain.add(thing("%06d".formatted(0)));
    for (int i = 1; i < 100_000; i++) {
      chain.add(thing("%06d".formatted(i), "%06d".formatted(i - 1)));
    }
    ResourceGraph graph = ResourceGraph.of(chain.reversed(), diagnostics);
    assertThat(graph.order().getLast().name()).isEqualTo("099999");
    assertThat(summaries()).isEmpty();
  }
}
