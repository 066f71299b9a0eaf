package dev.phoenix.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan and an apply ask Portainer servers, counted: no more as fleets grow than must be. */
class RequestCountTest {
  @TempDir Path folder;

  @Test
  void aPlanWithoutChangesAsksForEachListOnceAndForEachFileOnce() {
    Path left = Fleet.write(folder.resolve("left"), "a", "10.1.0", List.of(4, 2), "demo/idle:1");
    Path right =
        Fleet.write(folder.resolve("right"), "b", "10.2.0", List.of(3, 1, 2), "demo/idle:1");
    try (Trial trial = Trial.of(folder, List.of(left, right), "2.33.5")) {
      trial.apply();
      trial.front().counted();
      assertThat(Trial.lines(trial.plan())).isEmpty();
      assertThat(trial.front().counted())
          .isEqualTo(
              new TreeMap<>(
                  Map.of(
                      "GET /api/system/status", 2,
                      "POST /api/auth", 2,
                      "GET /api/endpoints", 2,
                      "GET /api/endpoint_groups", 2,
                      "GET /api/tags", 2,
                      "GET /api/registries", 2,
                      "GET /api/stacks", 2,
                      "GET /api/stacks/N/file", 12,
                      "GET /api/endpoints/N/docker/containers/json", 5)));
    }
  }

  @Tag("long")
  @Test
  void anApplyAsksTheSameOfEachStackHoweverManyThereAre() {
    Counts twenty = counted("t", 5);
    Counts forty = counted("f", 10);
    assertThat(more(twenty.creating(), forty.creating()))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "POST /api/stacks/create/standalone/string", 20,
                    "GET /api/stacks/N", 20,
                    "GET /api/endpoints/N/docker/containers/json", 40)));
    assertThat(more(twenty.updating(), forty.updating()))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "PUT /api/stacks/N", 20,
                    "GET /api/stacks/N", 40,
                    "GET /api/stacks/N/file", 40,
                    "GET /api/endpoints/N/docker/containers/json", 60)));
    assertThat(forty.creating()).containsEntry("GET /api/stacks", 1);
    assertThat(forty.updating())
        .containsEntry("GET /api/stacks", 1)
        .containsEntry("GET /api/endpoints", 1)
        .containsEntry("POST /api/endpoints/N/docker/images/create", 4)
        .containsEntry("POST /api/auth", 1);
  }

  private static SortedMap<String, Integer> more(
      SortedMap<String, Integer> few, SortedMap<String, Integer> many) {
    SortedMap<String, Integer> more = new TreeMap<>();
    many.forEach((what, count) -> more.put(what, count - few.getOrDefault(what, 0)));
    more.values().removeIf(count -> count == 0);
    return more;
  }

  private record Counts(SortedMap<String, Integer> creating, SortedMap<String, Integer> updating) {}

  /** What an apply of four hosts with so many stacks each asks, the hosts being there. */
  private Counts counted(String name, int stacks) {
    Path all = folder.resolve(name);
    List<Integer> each = Collections.nCopies(4, stacks);
    Path workspace = Fleet.write(all, name, "10.3.0", each, "demo/idle:1");
    try (Trial trial = Trial.of(all, List.of(workspace), "2.33.5")) {
      trial.without(address -> address.type().equals("stack"));
      trial.apply();
      trial.reread();
      trial.front().counted();
      trial.apply();
      SortedMap<String, Integer> creating = trial.front().counted();
      Path _ = Fleet.write(all, name, "10.3.0", each, "demo/idle:2");
      trial.reread();
      trial.apply();
      return new Counts(creating, trial.front().counted());
    }
  }
}
