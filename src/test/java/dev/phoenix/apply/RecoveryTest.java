package dev.phoenix.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Resource;
import dev.phoenix.world.Fleet;
import dev.phoenix.world.Site;
import dev.phoenix.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of intents that a killed run has left open. */
final class RecoveryTest {
  private static final List<Resource> DESIRED =
      Stream.of("absent", "doubtful", "found", "silent").map(Fleet::thing).toList();

  @TempDir private Path folder;

  /** A run that was killed just after it had written down what it was about to make. */
  private Site killed() {
    Site site = new Site(folder.resolve("fleet.state.json"));
    site.world.faults((operation, key) -> {
      throw new AssertionError("killed");
    });
    assertThatThrownBy(() -> site.apply(DESIRED)).isInstanceOf(IllegalStateException.class);
    site.world.faults((operation, key) -> World.Fault.NONE);
    return site;
  }

  private static void make(Site site, String key) {
    World.Thing _ = site.world.make(key, Fleet.attributes(key, "a", 1));
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.toList()) {
        files.put(
            folder.relativize(file).toString(),
            Files.getLastModifiedTime(file)
                + (Files.isRegularFile(file) ? Files.readString(file) : ""));
      }
    }
    return files;
  }

  private static String words(Plan plan, String name) {
    Change change =
        plan.changes().stream()
            .filter(one -> one.address().equals(Fleet.address(name)))
            .findFirst()
            .orElseThrow();
    String blocked = change.blocked();
    return change.action()
        + ": "
        + String.join("; ", change.reasons())
        + (blocked == null ? "" : blocked);
  }

  @Test
  void aPlanSaysOfEachHowItEndsAndWritesNothing() throws IOException {
    Site site = killed();
    make(site, "found");
    make(site, "doubtful");
    make(site, "silent");
    site.world.foreign().add("doubtful");
    site.world.unreachable().add("silent");
    Map<String, String> before = files();
    site.diagnostics.sorted();

    Plan plan = site.plan(DESIRED);

    assertThat(files()).as("bytes and times").isEqualTo(before);
    assertThat(words(plan, "found")).isEqualTo("UPDATE: the last apply did not finish here");
    assertThat(words(plan, "absent"))
        .isEqualTo("CREATE: the last apply was cut short before it was made");
    assertThat(words(plan, "silent")).isEqualTo("UPDATE: cannot be reached: no route to silent.");
    assertThat(
            site.diagnostics.sorted().stream()
                .map(said -> said.summary() + "\n" + said.detail())
                .collect(Collectors.joining("\n")))
        .contains("Not seen to end: thing/absent, thing/doubtful, thing/found, thing/silent.")
        .contains(
            """
            nobody can say what thing/doubtful is
            an apply that was cut short had begun to make it, and what is there in its place does not look like ours: made by hand
            phoenix takes none by itself. If one is the one that is meant: phoenix state forget thing/doubtful and phoenix import thing/doubtful ID.\
            """);
    assertThat(site.diagnostics.hasErrors()).as("so that plan and apply end with 1").isTrue();
  }

  @Test
  void whatIsFoundOrAbsentIsFinishedAndNothingIsMadeTwice() {
    Site site = killed();
    make(site, "found");

    Report report = site.apply(DESIRED);

    assertThat(report.isComplete()).isTrue();
    DESIRED.forEach(
        one -> assertThat(site.world.created(one.attributes().text("key"))).isEqualTo(1));
    assertThat(site.plan(DESIRED).hasChanges()).isFalse();
  }

  /** The files may have given it another key since. */
  @Test
  void whatWasBegunUnderAnotherKeyIsFoundByThatOne() {
    Site site = killed();
    make(site, "found");
    make(site, "doubtful");
    site.world.foreign().add("doubtful");
    List<Resource> others =
        DESIRED.stream()
            .map(Resource::address)
            .map(it -> Fleet.thing(it.name(), Fleet.attributes(it.name() + " of now", "a", 1)))
            .toList();

    Plan plan = site.plan(others);

    assertThat(words(plan, "found")).startsWith("REPLACE: the last apply did not finish here");
    assertThat(words(plan, "absent")).startsWith("CREATE: ");
    assertThat(site.diagnostics.sorted().toString())
        .contains("nobody can say what thing/doubtful is");
    site.world.foreign().clear();
    assertThat(site.apply(others).isComplete()).isTrue();
    assertThat(site.world.things().keySet())
        .containsExactlyInAnyOrder(
            "absent of now", "doubtful of now", "found of now", "silent of now");
  }

  /** Each sets out from the state that the runs before it have left, and from their journals. */
  @Test
  void whatARunHasMadeIsKnownAfterAnotherWasKilledToo() {
    Site site = new Site(folder.resolve("fleet.state.json"));
    List<Resource> files = List.of(Fleet.thing("a"));
    Report _ = site.apply(files);
    site.world.remove("a");
    assertThatThrownBy(() -> site.apply(files, PlanOptions.USUAL, killing(it -> !it)))
        .hasMessage("killed");
    String made = recordedId(site, "a");
    assertThat(Objects.requireNonNull(site.world.things().get("a")).id()).isEqualTo(made);

    assertThatThrownBy(() -> site.apply(files, PlanOptions.USUAL, killing(it -> it)))
        .hasMessage("killed");

    assertThat(recordedId(site, "a")).isEqualTo(made);
  }

  private static String recordedId(Site site, String name) {
    return Objects.requireNonNull(site.state().get(Fleet.address(name))).identity().part("id");
  }

  /** Dies when a step has begun or has ended. */
  private static Progress killing(Predicate<Boolean> when) {
    return new Progress() {
      @Override
      public void started(Step step) {
        die(true);
      }

      @Override
      public void ended(Outcome outcome) {
        die(false);
      }

      private void die(boolean begun) {
        if (when.test(begun)) {
          throw new AssertionError("killed");
        }
      }
    };
  }

  /** What it was to make anew is gone by its own hand, not by somebody else's. */
  @Test
  void whatAKilledRunHadDeletedToMakeItAnewIsMade() {
    Site site = new Site(folder.resolve("fleet.state.json"));
    Report _ = site.apply(List.of(Fleet.thing("a")));
    List<Resource> other = List.of(Fleet.thing("a", Fleet.attributes("a", "b", 1)));
    site.world.faults((operation, key) -> {
      if (operation.equals("delete")) {
        site.world.remove(key);
        throw new AssertionError("killed");
      }
      return World.Fault.NONE;
    });
    assertThatThrownBy(() -> site.apply(other)).isInstanceOf(IllegalStateException.class);
    site.world.faults((operation, key) -> World.Fault.NONE);

    Plan plan = site.plan(other);

    assertThat(plan.changes()).extracting(Change::action).containsExactly(Action.CREATE);
    assertThat(words(plan, "a"))
        .isEqualTo("CREATE: is not there: the last apply did not finish here");
  }
}
