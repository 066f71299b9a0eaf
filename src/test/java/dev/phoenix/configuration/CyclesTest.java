package dev.phoenix.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CyclesTest {
  private final SortedMap<String, NavigableSet<String>> edges = new TreeMap<>();

  @Test
  void nothingWaitsForItselfInATree() {
    edge("a");
    edge("b", "a");
    edge("c", "a", "b");

    assertThat(new Cycles(edges).find()).isEmpty();
  }

  @Test
  void everyCycleIsFoundAndWhatOnlyWaitsForOneIsNot() {
    edge("a", "b");
    edge("b", "c");
    edge("c", "b");
    edge("self", "self");
    edge("x", "z");
    edge("y", "x");
    edge("z", "y");

    assertThat(new Cycles(edges).find())
        .containsExactly(List.of("b", "c"), List.of("self"), List.of("x", "z", "y"));
  }

  @Test
  void aChainOfAHundredThousandIsNoWork() {
    edge("m000000");
    for (int i = 1; i < 100_000; i++) {
      edge("m%06d".formatted(i), "m%06d".formatted(i - 1));
    }

    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(new Cycles(edges).find()).isEmpty());
  }

  private void edge(String name, String... targets) {
    edges.put(name, new TreeSet<>(List.of(targets)));
  }
}
