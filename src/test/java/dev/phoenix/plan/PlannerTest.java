package dev.phoenix.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.phoenix.apply.Progress;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.world.Fleet;
import dev.phoenix.world.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void fresh() {
    site = new Site(folder.resolve("fleet.state.json"));
  }

  private static Attributes a(int size) {
    return Fleet.attributes("a", "a", size);
  }

  private static Change only(Plan plan) {
    assertThat(plan.changes()).hasSize(1);
    return plan.changes().getFirst();
  }

  private static List<String> steps(Plan plan) {
    return plan.steps().stream()
        .map(s -> s.number() + " " + s.operation() + " " + s.address().name() + " " + s.after())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    // desired, recorded, observed: what, why
    "1, 1, 1, NO_OP,",
    "2, 1, 1, UPDATE, CONFIG",
    "1, 1, 2, UPDATE, DRIFT",
    "3, 1, 2, UPDATE, BOTH",
    "2, 1, 2, NO_OP,",
    "1, 1, , CREATE, DRIFT",
    "1, , , CREATE, CONFIG",
    "1, , 1, ADOPT, CONFIG",
    ", 1, 1, DELETE, CONFIG",
    ", 1, , FORGET, CONFIG",
  })
  void comparesThreeWays(
      @Nullable Integer desired,
      @Nullable Integer recorded,
      @Nullable Integer observed,
      Action action,
      @Nullable Cause cause) {
    if (recorded != null) {
      site.apply(List.of(Fleet.thing("a", a(recorded))));
    }
    if (observed == null) {
      site.world.remove("a");
    } else if (recorded == null) {
      site.world.make("a", a(observed));
    } else {
      site.world.change("a", a(observed));
    }
    Plan plan = site.plan(desired == null ? List.of() : List.of(Fleet.thing("a", a(desired))));
    assertThat(only(plan).action()).isEqualTo(action);
    assertThat(only(plan).cause()).isEqualTo(cause);
    assertThat(plan.hasChanges()).isEqualTo(action != Action.NO_OP);
  }

  @Test
  void aWorldThatIsAsWantedAlreadyOnlyNeedsRecording() {
    site.apply(List.of(Fleet.thing("a", a(1))));
    site.world.change("a", a(2));
    assertThat(steps(site.plan(List.of(Fleet.thing("a", a(2)))))).containsExactly("1 RECORD a []");
  }

  @Test
  void replacingTakesWhatLivesInsideWithItAndCountsOnce() {
    Resource inside = Fleet.within(Fleet.thing("b", "a"), "a");
    site.apply(List.of(Fleet.thing("a"), inside, Fleet.thing("c", "a")));
    Plan plan =
        site.plan(
            List.of(
                Fleet.thing("a", Fleet.attributes("a", "b", 1)), inside, Fleet.thing("c", "a")));
    assertThat(steps(plan))
        .containsExactly("1 DELETE b []", "2 DELETE a [1]", "3 CREATE a [2]", "4 CREATE b [1, 3]");
    assertThat(plan.totals()).containsEntry(Action.REPLACE, 2).containsEntry(Action.NO_OP, 1);
    assertThat(plan.changes())
        .filteredOn(change -> change.address().name().equals("b"))
        .allSatisfy(change -> assertThat(change.cause()).isEqualTo(Cause.UPSTREAM));
  }

  @Test
  void whatStaysIsChangedBeforeWhatItUsedGoes() {
    site.apply(List.of(Fleet.thing("old"), Fleet.thing("x", a(1), "old")));
    Plan plan = site.plan(List.of(Fleet.thing("x", a(2))));
    assertThat(steps(plan)).containsExactly("1 UPDATE x []", "2 DELETE old [1]");
  }

  @Test
  void aRenamedAddressMovesTheRecord() {
    site.apply(List.of(Fleet.thing("a")));
    Plan plan = site.plan(List.of(Fleet.thing("b", a(1))));
    assertThat(only(plan).action()).isEqualTo(Action.MOVE);
    assertThat(only(plan).movedFrom()).isEqualTo(Fleet.address("a"));
    site.apply(List.of(Fleet.thing("b", a(5))));
    assertThat(site.world.created("a")).isEqualTo(1);
    assertThat(site.state().resources().keySet()).containsExactly(Fleet.address("b"));
    assertThat(site.plan(List.of(Fleet.thing("b", a(5)))).hasChanges()).isFalse();
  }

  @Test
  void whatGetsTheNameOfSomethingElseIsNotDeletedForIt() {
    site.apply(List.of(Fleet.thing("a", Fleet.attributes("one", "a", 1))));

    Plan _ =
        site.plan(
            List.of(
                Fleet.thing("a", Fleet.attributes("two", "a", 1)),
                Fleet.thing("b", Fleet.attributes("one", "a", 1))));

    assertThat(site.diagnostics.sorted())
        .extracting(it -> it.summary() + ": " + it.detail())
        .containsExactly(
            "thing/b is what is recorded as thing/a: The files call it thing/b now, and call"
                + " something else thing/a. If that is meant: phoenix state move thing/a thing/b");
  }

  @Test
  void whatCannotBeReachedIsKeptAndBlocksOnlyWhatNeedsIt() {
    List<Resource> fleet = List.of(Fleet.thing("a"), Fleet.thing("b", "a"), Fleet.thing("c"));
    site.apply(fleet);
    site.world.unreachable().add("a");
    Plan calm = site.plan(fleet);
    assertThat(calm.hasChanges()).isFalse();
    assertThat(calm.warnings()).extracting(Diagnostic::subject).containsExactly("thing/a");
    Plan plan =
        site.plan(
            List.of(
                Fleet.thing("a"),
                Fleet.thing("b", Fleet.attributes("b", "a", 9), "a"),
                Fleet.thing("c", Fleet.attributes("c", "a", 9))));
    assertThat(steps(plan)).containsExactly("1 UPDATE c []");
    assertThat(plan.changes())
        .filteredOn(change -> change.blocked() != null)
        .extracting(Change::blocked)
        .containsExactly("waits for thing/a, which cannot be reached: no route to a");
    assertThat(site.plan(List.of(Fleet.thing("c"))).steps()).hasSize(1);
  }

  @Test
  void aChangeThatWouldLoseDataIsRefused() {
    Resource before = Fleet.thing("a", Attributes.builder().put("key", "a").put("data", 1).build());
    Resource after = Fleet.thing("a", Attributes.builder().put("key", "a").put("data", 2).build());
    site.apply(List.of(before));
    assertThat(only(site.plan(List.of(after))).blocked())
        .isEqualTo(
            "cannot change data without losing data. Put the old value back, or take it out of the files, apply, and add it again once what it holds is safe.");
    assertThat(site.plan(List.of(after)).steps()).isEmpty();
  }

  @Test
  void somebodyElsesObjectIsTakenOnlyWhenNamed() {
    site.world.make("a", a(1));
    site.world.foreign().add("a");
    List<Resource> wanted = List.of(Fleet.thing("a", a(2)), Fleet.thing("b", "a"));
    Plan plan = site.plan(wanted);
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.changes())
        .extracting(Change::action, Change::blocked)
        .containsExactly(
            tuple(
                Action.ADOPT,
                "exists and is not phoenix's: made by hand. To take it over: --adopt thing/a"),
            tuple(Action.CREATE, "waits for thing/a, which cannot be done now"));
    PlanOptions asked = PlanOptions.USUAL.adopting(Set.of(new AddressPattern("thing/a")));
    assertThat(steps(site.plan(wanted, asked))).containsExactly("1 UPDATE a []", "2 CREATE b [1]");
    site.apply(wanted, asked, Progress.silent());
    assertThat(site.world.created("a")).isEqualTo(1);
    assertThat(site.plan(wanted).hasChanges()).isFalse();
  }

  @Test
  void whatWasThereBeforeIsUsedAndLeftBehind() {
    site.world.make("a", a(1));
    site.world.borrowed().add("a");
    assertThat(steps(site.plan(List.of(Fleet.thing("a", a(1)))))).containsExactly("1 RECORD a []");
    site.apply(List.of(Fleet.thing("a", a(1))));
    Plan plan = site.plan(List.of());
    assertThat(only(plan).action()).isEqualTo(Action.FORGET);
    assertThat(only(plan).reasons()).containsExactly("stays: it was there before");
    site.apply(List.of());
    assertThat(site.world.things()).containsKey("a");
    assertThat(site.state().resources()).isEmpty();
  }

  @Test
  void whatIsNotRecordedIsNotMadeAnew() {
    site.world.make("a", a(1));
    PlanOptions anew = PlanOptions.USUAL.replacing(Set.of(new AddressPattern("thing/*")));
    Plan plan = site.plan(List.of(Fleet.thing("a", a(1))), anew);
    assertThat(only(plan).action()).isEqualTo(Action.ADOPT);
    assertThat(only(plan).blocked())
        .isEqualTo(
            "is there and not recorded yet, so --replace would delete what phoenix has not made."
                + " Without --replace it is taken over; after that --replace makes it anew.");
    assertThat(plan.steps()).isEmpty();
  }

  @Test
  void whatIsOnlyUsedIsNotMadeAnew() {
    site.world.make("a", a(1));
    site.world.borrowed().add("a");
    site.apply(List.of(Fleet.thing("a", a(1))));
    PlanOptions anew = PlanOptions.USUAL.replacing(Set.of(new AddressPattern("thing/a")));
    Plan plan = site.plan(List.of(Fleet.thing("a", a(1))), anew);
    assertThat(only(plan).blocked())
        .startsWith("is not phoenix's to make anew: ")
        .endsWith(". Leave it out of --replace.");
    assertThat(plan.steps()).isEmpty();
  }

  @Test
  void adoptingSaysWhatCouldNotBeCompared() {
    site.world.make("a", a(1));
    site.world.hidden().addAll(Set.of("kind", "size"));
    Change change = only(site.plan(List.of(Fleet.thing("a", a(1)))));
    assertThat(change.action()).isEqualTo(Action.ADOPT);
    assertThat(change.reasons())
        .containsExactly(
            "exists but is not recorded", "does not show its kind: taken to be as the files say");
    assertThat(change.differences()).extracting(AttributeChange::path).containsExactly("size");
  }

  @Test
  void whatIsNotShownCountsAsRecorded() {
    site.world.hidden().add("size");
    site.apply(List.of(Fleet.thing("a", a(1))));
    assertThat(site.plan(List.of(Fleet.thing("a", a(1)))).hasChanges()).isFalse();
    assertThat(only(site.plan(List.of(Fleet.thing("a", a(2))))).cause()).isEqualTo(Cause.CONFIG);
  }

  @Test
  void aChangedSecretIsSeenAndNotShown() {
    Resource thing = Fleet.thing("a");
    site.apply(List.of(Fleet.secret(thing, "password", "correct horse")));
    assertThat(site.plan(List.of(Fleet.secret(thing, "password", "correct horse"))).hasChanges())
        .isFalse();
    Plan plan = site.plan(List.of(Fleet.secret(thing, "password", "battery staple")));
    assertThat(only(plan).differences())
        .extracting(AttributeChange::path, AttributeChange::sensitive, AttributeChange::cause)
        .containsExactly(tuple("password", true, Cause.CONFIG));
    assertThat(plan.toString()).doesNotContain("battery").doesNotContain("horse");
  }

  @Test
  void whatIsExcludedIsLeftOutWithWhatNeedsIt() {
    List<Resource> fleet =
        List.of(Fleet.thing("a"), Fleet.thing("b", "a"), Fleet.thing("c", "b"), Fleet.thing("d"));

    Plan plan =
        site.plan(
            fleet,
            PlanOptions.USUAL.of(
                new Scope(Set.of(), Set.of(), Set.of(new AddressPattern("thing/b")))));

    assertThat(plan.steps()).extracting(step -> step.address().name()).containsExactly("a", "d");
    assertThat(plan.warnings().toString()).contains("left out with it").contains("thing/c.");
    Scope both =
        new Scope(
            Set.of(new AddressPattern("thing/c")), Set.of(), Set.of(new AddressPattern("thing/b")));
    assertThat(site.plan(fleet, PlanOptions.USUAL.of(both)).steps())
        .extracting(step -> step.address().name())
        .containsExactly("a");
    Scope none = new Scope(Set.of(), Set.of("nowhere"), Set.of(new AddressPattern("thing/x*")));
    Plan _ = site.plan(fleet, PlanOptions.USUAL.of(none));
    assertThat(site.diagnostics.sorted().toString())
        .contains("the host nowhere does not exist")
        .contains("the excluded thing/x* does not exist");
  }

  @Test
  void targetsComeWithWhatTheyNeedAndUnknownOnesAreErrors() {
    List<Resource> fleet = List.of(Fleet.thing("a"), Fleet.thing("b", "a"), Fleet.thing("c", "b"));
    Plan plan = site.plan(fleet, PlanOptions.USUAL.of(Scope.targets(Fleet.address("b"))));
    assertThat(steps(plan)).containsExactly("1 CREATE a []", "2 CREATE b [1]");
    site.apply(fleet);
    Plan destroy =
        site.plan(fleet, PlanOptions.USUAL.of(Scope.targets(Fleet.address("b"))).destroying());
    assertThat(steps(destroy)).containsExactly("1 DELETE c []", "2 DELETE b [1]");
    Plan _ = site.plan(fleet, PlanOptions.USUAL.of(Scope.targets(Fleet.address("typo"))));
    assertThat(site.diagnostics.sorted())
        .extracting(Diagnostic::summary)
        .containsExactly("the target thing/typo does not exist");
  }

  @Test
  void whatIsAskedToBeMadeAnewIsNeverDroppedInSilence() {
    List<Resource> fleet = List.of(Fleet.thing("a"), Fleet.thing("b"));
    site.apply(fleet);
    PlanOptions anew = PlanOptions.USUAL.replacing(Set.of(new AddressPattern("thing/a")));
    Plan _ = site.plan(fleet, anew.of(Scope.targets(Fleet.address("b"))));
    Plan _ =
        site.plan(
            fleet, anew.of(new Scope(Set.of(), Set.of(), Set.of(new AddressPattern("thing/a")))));
    Plan _ = site.plan(fleet, anew.destroying());
    assertThat(site.diagnostics.sorted())
        .extracting(Diagnostic::summary)
        .containsExactly("thing/a would not be made anew", "thing/a would not be made anew");
    site.world.unreachable().add("a");
    Change dark =
        site.plan(fleet, anew).changes().stream()
            .filter(change -> change.address().equals(Fleet.address("a")))
            .findFirst()
            .orElseThrow();
    assertThat(dark.action()).isEqualTo(Action.REPLACE);
    assertThat(dark.blocked()).isEqualTo("cannot be reached: no route to a.");
  }

  @Test
  void stepsOfRandomFleetsRespectEveryEdge() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Resource> before = Fleet.random(random, 15);
      site.apply(before);
      List<Resource> after = Fleet.random(random, 15);
      Plan plan = site.plan(after);
      Map<String, Integer> numbers = new HashMap<>();
      for (Step step : plan.steps()) {
        assertThat(step.after()).allMatch(number -> number < step.number());
        numbers.put(step.address().name() + step.operation(), step.number());
      }
      for (Resource resource : before) {
        for (Address dependency : resource.dependencies()) {
          Integer own = numbers.get(resource.address().name() + "DELETE");
          Integer other = numbers.get(dependency.name() + "DELETE");
          assertThat(own == null || other == null || own < other).as("seed %d", seed).isTrue();
        }
      }
      assertThat(plan.changes()).hasSizeGreaterThanOrEqualTo(after.size());
    }
  }

  @Test
  void tenThousandAreLinear() {
    List<Resource> fleet = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      fleet.add(i == 0 ? Fleet.thing("t0") : Fleet.thing("t" + i, "t" + i / 2));
    }
    long begun = System.nanoTime();
    assertThat(site.plan(fleet).steps()).hasSize(10_000);
    assertThat(System.nanoTime() - begun).isLessThan(10_000_000_000L);
  }
}
