package dev.phoenix.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.ResourceType.Limit;
import dev.phoenix.world.Fleet;
import dev.phoenix.world.Site;
import dev.phoenix.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplierTest {
  private static final int SEEDS = 60;

  @TempDir Path folder;
  private Path file;
  private Site site;

  @BeforeEach
  void fresh() {
    file = folder.resolve("fleet.state.json");
    site = new Site(file);
  }

  private Map<String, Attributes> world() {
    Map<String, Attributes> attributes = new TreeMap<>();
    site.world.things().forEach((key, thing) -> attributes.put(key, thing.attributes()));
    return attributes;
  }

  private static Map<String, Attributes> wanted(List<Resource> desired) {
    Map<String, Attributes> attributes = new TreeMap<>();
    desired.forEach(r -> attributes.put(r.attributes().text("key"), r.attributes()));
    return attributes;
  }

  private void assertSettled(List<Resource> desired) throws IOException {
    assertThat(world()).isEqualTo(wanted(desired));
    Plan plan = site.plan(desired);
    assertThat(plan.hasChanges()).as("%s", plan.changes()).isFalse();
    assertThat(plan.steps()).isEmpty();
    byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    assertThat(site.apply(desired).isComplete()).isTrue();
    assertThat(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]).isEqualTo(before);
    try (var left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .isSubsetOf("fleet.state.json", ".history");
    }
  }

  @Test
  void aPlanAfterAnApplyIsEmptyAndTheStateIsTheSameToTheByte() throws IOException {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      for (int round = 0; round < 3; round++) {
        List<Resource> desired = Fleet.random(random, 12);
        Report report = site.apply(desired);
        assertThat(report.isComplete()).as("seed %d: %s", seed, report.outcomes()).isTrue();
        assertSettled(desired);
      }
      assertThat(site.apply(List.of()).isComplete()).isTrue();
      assertThat(world()).isEmpty();
    }
  }

  @Test
  void failuresOfEveryKindAreMadeUpForByTheNextApply() throws IOException {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      for (int round = 0; round < 3; round++) {
        List<Resource> desired = Fleet.random(random, 12);
        World.Fault[] faults =
            EnumSet.complementOf(EnumSet.of(World.Fault.ENDLESS)).toArray(World.Fault[]::new);
        Random lot = new Random(seed * 31L + round);
        site.world.faults((operation, key) -> {
          synchronized (lot) {
            return lot.nextInt(3) > 0 ? World.Fault.NONE : faults[lot.nextInt(faults.length)];
          }
        });
        Report broken = site.apply(desired);
        assertThat(broken.outcomes())
            .as("seed %d", seed)
            .noneMatch(Outcome.NotStarted.class::isInstance);
        site.world.faults((operation, key) -> World.Fault.NONE);
        Report report = site.apply(desired);
        assertThat(report.isComplete()).as("seed %d: %s", seed, report.outcomes()).isTrue();
        assertSettled(desired);
      }
    }
  }

  @Test
  void whatWasKilledAtAnyPointIsFinishedWithoutMakingAnythingTwice() throws IOException {
    for (int point = 0; point < 50; point++) {
      Random random = new Random(point / 5);
      List<Resource> desired = Fleet.random(random, 10);
      AtomicInteger left = new AtomicInteger(point);
      boolean killed = false;
      try {
        site.apply(desired, PlanOptions.USUAL, new Killer(left));
      } catch (Killer.Killed e) {
        killed = true;
      }
      for (Map.Entry<String, World.Thing> thing : site.world.things().entrySet()) {
        if (wanted(desired).containsKey(thing.getKey())) {
          assertThat(site.state().get(Fleet.address(thing.getKey())))
              .as("point %d, killed %s: %s", point, killed, thing)
              .isNotNull();
        }
      }
      Report report = site.apply(desired);
      assertThat(report.isComplete()).as("point %d: %s", point, report.outcomes()).isTrue();
      assertSettled(desired);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AMBIGUOUS_AFTER, 1",
    "AMBIGUOUS_BEFORE, 1",
    "RETRYABLE, 3",
    "UNREACHABLE, 2",
  })
  void whatMaySucceedLaterIsTriedAgainAndMadeOnce(World.Fault fault, int times) {
    AtomicInteger left = new AtomicInteger(times);
    site.world.faults((operation, key) -> left.getAndDecrement() > 0 ? fault : World.Fault.NONE);
    assertThat(site.apply(List.of(Fleet.thing("a"))).isComplete()).isTrue();
    assertThat(site.world.created("a")).isEqualTo(1);
  }

  @Test
  void whatShowsNothingOfItselfAfterALostAnswerIsNotTakenAsDone() {
    Resource wanted = Fleet.thing("a");
    site.world.hidden().addAll(wanted.attributes().values().keySet());
    List<String> operations = new ArrayList<>();
    site.world.faults((operation, key) -> {
      operations.add(operation);
      return operation.equals("create") ? World.Fault.AMBIGUOUS_AFTER : World.Fault.NONE;
    });
    assertThat(site.apply(List.of(wanted)).isComplete()).isTrue();
    assertThat(operations).containsExactly("create", "update");
  }

  @Test
  void aFailureSkipsOnlyWhatWaitsForIt() {
    site.world.faults(
        (operation, key) -> key.equals("b") ? World.Fault.PERMANENT : World.Fault.NONE);
    Report report =
        site.apply(
            List.of(
                Fleet.thing("a"),
                Fleet.thing("b", "a"),
                Fleet.thing("c", "b"),
                Fleet.thing("d", "c"),
                Fleet.thing("e", "a")));
    assertThat(report.of(Outcome.Done.class)).hasSize(2);
    assertThat(report.of(Outcome.Failed.class))
        .extracting(Outcome.Failed::message)
        .containsExactly("create b failed");
    assertThat(report.of(Outcome.Skipped.class))
        .hasSize(2)
        .allMatch(skipped -> skipped.because().equals(Fleet.address("b")));
    assertThat(world().keySet()).containsExactly("a", "e");
  }

  @Test
  void whatExistsHalfMadeIsRecordedAsIncompleteAndFinishedLater() throws IOException {
    site.world.faults((operation, key) -> World.Fault.HALF);
    List<Resource> desired = List.of(Fleet.thing("a"));
    site.apply(desired);
    Recorded recorded = Objects.requireNonNull(site.state().get(Fleet.address("a")));
    assertThat(recorded.status()).isEqualTo(Recorded.Status.INCOMPLETE);
    assertThat(recorded.identity().part("id")).isEqualTo("id1");
    site.world.faults((operation, key) -> World.Fault.NONE);
    assertThat(site.plan(desired).changes())
        .extracting(Change::action)
        .containsExactly(Action.UPDATE);
    site.apply(desired);
    assertSettled(desired);
  }

  @Test
  void somebodyElsesChangeSinceThePlanIsStale() {
    List<Resource> before = List.of(Fleet.thing("a", Fleet.attributes("a", "a", 1)));
    site.apply(before);
    List<Resource> after = List.of(Fleet.thing("a", Fleet.attributes("a", "a", 2)));
    Report report =
        site.apply(
            after,
            PlanOptions.USUAL,
            new Progress() {
              @Override
              public void preparing(Address address) {
                site.world.change("a", Fleet.attributes("a", "a", 7));
              }
            });
    assertThat(report.of(Outcome.Failed.class))
        .extracting(Outcome.Failed::message)
        .allMatch(message -> message.contains("its size is another now"));
    assertThat(world().get("a")).isEqualTo(Fleet.attributes("a", "a", 7));
  }

  @Test
  void destroyLeavesAnEmptyWorldInReverseOfTheRecord() {
    List<Resource> desired =
        List.of(Fleet.thing("a"), Fleet.thing("b", "a"), Fleet.thing("c", "b"));
    site.apply(desired);
    List<String> order = new ArrayList<>();
    site.world.faults((operation, key) -> {
      order.add(operation + " " + key);
      return World.Fault.NONE;
    });
    Report report = site.apply(desired, PlanOptions.USUAL.destroying(), Progress.silent());
    assertThat(report.isComplete()).isTrue();
    assertThat(order).containsExactly("delete c", "delete b", "delete a");
    assertThat(report.state().resources()).isEmpty();
  }

  @Test
  void atMostAsManyStepsRunAtOnceAsAllowed() {
    AtomicInteger now = new AtomicInteger();
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    site.world.faults((operation, key) -> {
      seen.add(now.incrementAndGet());
      now.decrementAndGet();
      return World.Fault.NONE;
    });
    List<Resource> desired = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      desired.add(Fleet.thing("t" + i));
    }
    assertThat(site.apply(desired).isComplete()).isTrue();
    assertThat(seen).allMatch(count -> count <= 4);
  }

  @Test
  void atMostAsManyStepsRunAtOnceAsTheLimitsOfAKeyAllow() {
    site.world.limits(List.of(new Limit("server:main", 2), new Limit("host:web1", 3)));
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Resource> desired = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      desired.add(Fleet.thing("t" + i));
    }
    Report report =
        site.apply(
            desired,
            PlanOptions.USUAL,
            new Progress() {
              @Override
              public void started(Step step) {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
              }

              @Override
              public void ended(Outcome outcome) {
                now.decrementAndGet();
              }
            });
    assertThat(report.isComplete()).isTrue();
    assertThat(most).hasValue(2);
    assertThat(world()).hasSize(40);
  }

  @Test
  void whatCannotBePreparedIsNotBegunNorWhatWaitsForIt() throws IOException {
    List<Resource> before =
        List.of(Fleet.thing("a"), Fleet.thing("b", "a"), Fleet.thing("c", "b"), Fleet.thing("d"));
    site.apply(before);
    List<Resource> after = new ArrayList<>();
    for (Resource thing : before) {
      String key = thing.address().name();
      String[] behind = thing.dependencies().stream().map(Address::name).toArray(String[]::new);
      after.add(Fleet.thing(key, Fleet.attributes(key, "a", 2), behind));
    }
    site.world.checks(key -> {
      if (key.equals("b")) {
        throw new ResourceFailure(Kind.PERMANENT, "image demo/b:2 cannot be pulled");
      }
    });
    List<String> touched = new ArrayList<>();
    site.world.faults((operation, key) -> {
      synchronized (touched) {
        touched.add(operation + " " + key);
      }
      return World.Fault.NONE;
    });

    Report report = site.apply(after);

    assertThat(touched).containsExactlyInAnyOrder("update a", "update d");
    assertThat(report.of(Outcome.Failed.class))
        .extracting(failed -> failed.step().address() + ": " + failed.message())
        .containsExactly("thing/b: image demo/b:2 cannot be pulled");
    assertThat(report.of(Outcome.Skipped.class))
        .extracting(skipped -> skipped.step().address() + " because of " + skipped.because())
        .containsExactly("thing/c because of thing/b");
    assertThat(Objects.requireNonNull(site.state().get(Fleet.address("b"))).status())
        .isEqualTo(Recorded.Status.OK);
    site.world.checks(key -> {});
    site.apply(after);
    assertSettled(after);
  }

  @Test
  void whatIsIncompleteAndUnreachableIsBlockedAndFinishedOnceItAnswers() throws IOException {
    site.world.faults((operation, key) -> World.Fault.HALF);
    List<Resource> desired = List.of(Fleet.thing("a"));
    site.apply(desired);
    site.world.faults((operation, key) -> World.Fault.NONE);
    site.world.unreachable().add("a");
    byte[] before = Files.readAllBytes(file);

    Change change = site.plan(desired).changes().getFirst();
    assertThat(change.blocked()).contains("no route to a");
    Report report = site.apply(desired);

    assertThat(report.of(Outcome.Done.class)).isEmpty();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    site.world.unreachable().clear();
    site.apply(desired);
    assertSettled(desired);
    assertThat(site.world.created("a")).isEqualTo(1);
  }

  @Test
  void aSecondRunIsKeptOut() {
    assertThatThrownBy(() ->
            site.apply(
                List.of(Fleet.thing("a")),
                PlanOptions.USUAL,
                new Progress() {
                  @Override
                  public void started(Step step) {
                    site.apply(List.of());
                  }
                }))
        .hasMessageContaining("the state is locked by phoenix apply, process");
  }
}
