package dev.phoenix.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Stage;
import dev.phoenix.state.Writing;
import dev.phoenix.world.Fleet;
import dev.phoenix.world.Site;
import dev.phoenix.world.World;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalkTest {
  private static final int MOST_WRITES = 200;

  @TempDir Path folder;

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Writes whole until the given write, of which only a part arrives, and from then on nothing. */
  private record Torn(AtomicInteger left, double part, boolean dies) implements Writing {
    @Override
    public void write(FileChannel file, ByteBuffer bytes) throws IOException {
      int before = left.getAndDecrement();
      if (before <= 0) {
        double arrives = before == 0 ? part : 0;
        Writing.TO_DISK.write(file, bytes.slice(0, (int) (bytes.remaining() * arrives)));
        if (dies) {
          throw new Killed();
        }
        throw new IOException("No space left on device");
      }
      Writing.TO_DISK.write(file, bytes);
    }
  }

  private Site site(String name) {
    return new Site(folder.resolve(name + ".state.json"));
  }

  private static void assertConverges(Site site, List<Resource> desired, String when) {
    site.writing(Writing.TO_DISK);
    Report report = site.apply(desired);
    assertThat(report.isComplete()).as("%s: %s", when, report.outcomes()).isTrue();
    Map<String, Attributes> wanted = new TreeMap<>();
    desired.forEach(r -> wanted.put(r.attributes().text("key"), r.attributes()));
    Map<String, Attributes> world = new TreeMap<>();
    site.world.things().forEach((key, thing) -> world.put(key, thing.attributes()));
    assertThat(world).as(when).isEqualTo(wanted);
    wanted.keySet().forEach(key -> assertThat(site.world.created(key)).as(when).isEqualTo(1));
    assertThat(site.plan(desired).hasChanges()).as(when).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.95, 1})
  void whatWasKilledInAnyWriteIsFinishedAndNothingIsMadeTwice(double part) {
    List<Resource> desired = Fleet.random(new Random(3), 10);
    boolean killed = true;
    int write = 0;
    for (; killed && write < MOST_WRITES; write++) {
      Site site = site("killed" + write);
      site.writing(new Torn(new AtomicInteger(write), part, true));
      killed = false;
      try {
        site.apply(desired);
      } catch (Killed e) {
        killed = true;
      }
      assertConverges(site, desired, "write " + write);
    }
    assertThat(killed).as("every write was hit").isFalse();
    assertThat(write).isGreaterThan(3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.95})
  void aDiskThatIsFullFromAnyWriteOnLosesNothing(double part) {
    List<Resource> desired = Fleet.random(new Random(4), 10);
    boolean failed = true;
    int write = 0;
    for (; failed && write < MOST_WRITES; write++) {
      Site site = site("full" + write);
      site.writing(new Torn(new AtomicInteger(write), part, false));
      failed = !site.apply(desired).problems().isEmpty();
      assertConverges(site, desired, "write " + write);
    }
    assertThat(failed).as("every write was hit").isFalse();
    assertThat(write).isGreaterThan(3);
  }

  @Test
  void theFirstInterruptLetsEndWhatRunsAndBeginsNothingMore() {
    Site site = site("interrupted");
    List<Resource> desired =
        List.of(Fleet.thing("a"), Fleet.thing("b", "a"), Fleet.thing("c", "b"));
    Report report =
        site.apply(
            desired,
            PlanOptions.USUAL,
            new Progress() {
              @Override
              public void started(Step step) {
                site.interrupt();
              }
            });
    assertThat(report.of(Outcome.Done.class)).hasSize(1);
    assertThat(report.of(Outcome.NotStarted.class)).hasSize(2);
    assertThat(site.world.things()).containsOnlyKeys("a");
    assertConverges(site, desired, "after an interrupt");
  }

  @Test
  void theSecondInterruptEndsWhatIsTriedAgain() {
    Site site = site("ended");
    List<Resource> desired = List.of(Fleet.thing("a"), Fleet.thing("b", "a"));
    site.world.faults((operation, key) -> {
      site.interrupt();
      return World.Fault.AMBIGUOUS_BEFORE;
    });
    Report report = site.apply(desired);
    assertThat(report.isComplete()).isFalse();
    assertThat(site.world.things()).isEmpty();
    site.world.faults((operation, key) -> World.Fault.NONE);
    assertConverges(site, desired, "after two interrupts");
  }

  @Test
  void stepsThatOnlyWaitLeaveTheirPlacesToOthers() {
    Site site = site("waiting");
    site.drain(Duration.ofSeconds(1));
    List<Resource> desired =
        Stream.of("a", "b", "c", "d", "e", "f", "g", "h", "i").map(Fleet::thing).toList();
    site.world.faults((operation, key) -> {
      if (key.equals("i")) {
        site.interrupt();
      }
      return key.compareTo("g") < 0 ? World.Fault.ENDLESS : World.Fault.NONE;
    });

    Report report = site.apply(desired);

    assertThat(report.of(Outcome.Done.class))
        .as("more wait than there are places, and these worked all the same")
        .extracting(done -> done.step().address().name())
        .containsExactly("g", "h", "i");
    site.world.faults((operation, key) -> World.Fault.NONE);
    assertConverges(site, desired, "after waiting");
  }

  @Test
  void whatStillRunsAfterDrainingIsInterruptedAndFinishedByTheNextRun() {
    Site site = site("drained");
    site.drain(Duration.ofMillis(50));
    List<Resource> desired =
        List.of(Fleet.thing("a"), Fleet.thing("b", "a"), Fleet.thing("c", "b"));
    site.world.faults((operation, key) -> {
      if (key.equals("b")) {
        site.interrupt();
        return World.Fault.ENDLESS;
      }
      return World.Fault.NONE;
    });

    Report report = site.apply(desired);

    assertThat(report.interrupted()).isTrue();
    assertThat(report.of(Outcome.Done.class)).hasSize(1);
    assertThat(report.of(Outcome.NotStarted.class)).hasSize(1);
    assertThat(report.of(Outcome.Failed.class))
        .extracting(failed -> failed.kind() + ": " + failed.message())
        .containsExactly(
            "AMBIGUOUS: interrupted before it was seen to end; the next run looks what became of"
                + " it and goes on from there");
    Recorded half = Objects.requireNonNull(site.state().get(Fleet.address("b")));
    assertThat(half.status()).isEqualTo(Recorded.Status.INCOMPLETE);
    assertThat(half.identity().isKnown()).isTrue();
    assertThat(half.stage()).isEqualTo(new Stage("made", "task of b"));
    assertThat(site.plan(desired).changes())
        .flatExtracting(Change::reasons)
        .contains("the last apply did not finish here (made, then task task of b)");
    site.world.faults((operation, key) -> World.Fault.NONE);
    assertThat(site.plan(desired).steps())
        .as("it is resumed, not destroyed")
        .extracting(step -> step.operation() + " " + step.address().name())
        .containsExactly("UPDATE b", "CREATE c");
    assertConverges(site, desired, "after draining");
  }

  @Test
  void afterTheFirstFailureWhatRunsComesToItsEndAndNothingMoreIsBegun() {
    Site site = site("failed");
    site.failures(1, 3);
    CountDownLatch failed = new CountDownLatch(1);
    AtomicInteger busy = new AtomicInteger();
    List<Resource> desired = Stream.of("a", "b", "c", "d", "e").map(Fleet::thing).toList();
    site.world.faults((operation, key) -> {
      if (key.equals("a")) {
        return World.Fault.PERMANENT;
      }
      awaited(failed);
      return key.equals("b") && busy.getAndIncrement() < 2
          ? World.Fault.RETRYABLE
          : World.Fault.NONE;
    });

    Report report =
        site.apply(
            desired,
            PlanOptions.USUAL,
            new Progress() {
              @Override
              public void ended(Outcome outcome) {
                if (outcome instanceof Outcome.Failed) {
                  failed.countDown();
                }
              }
            });

    assertThat(report.interrupted()).isFalse();
    assertThat(names(report, Outcome.Failed.class)).containsExactly("a");
    assertThat(names(report, Outcome.Done.class)).containsExactly("b", "c");
    assertThat(names(report, Outcome.NotStarted.class)).containsExactly("d", "e");
    assertThat(busy).as("what was busy was tried again").hasValue(3);
    site.world.faults((operation, key) -> World.Fault.NONE);
    assertConverges(site, desired, "after the first failure");
  }

  @Test
  void asManyFailuresAsAreAllowedEndARunAndOneLessDoesNot() {
    List<Resource> desired = Stream.of("a", "b", "c", "d", "e").map(Fleet::thing).toList();
    for (int most : List.of(1, 2, 3)) {
      Site site = site("failures" + most);
      site.failures(most, 1);
      site.world.faults((operation, key) ->
          key.equals("b") || key.equals("d") ? World.Fault.PERMANENT : World.Fault.NONE);

      Report report = site.apply(desired);

      assertThat(String.join("", names(report, Outcome.Done.class)))
          .isEqualTo(List.of("a", "ac", "ace").get(most - 1));
      assertThat(String.join("", names(report, Outcome.NotStarted.class)))
          .isEqualTo(List.of("cde", "e", "").get(most - 1));
    }
  }

  @Test
  void whatDoesNotPassItsCheckBeforeTheFirstStepCounts() {
    Site site = site("checked");
    site.failures(1, 4);
    List<Resource> desired = List.of(Fleet.thing("a"), Fleet.thing("b"));
    site.world.checks(key -> {
      if (key.equals("b")) {
        throw new ResourceFailure(ResourceFailure.Kind.PERMANENT, "no such image");
      }
    });

    Report report = site.apply(desired);

    assertThat(names(report, Outcome.NotStarted.class)).containsExactly("a");
    assertThat(site.world.things()).isEmpty();
  }

  /** A slow disk makes no difference to how often it is written to. */
  @Test
  void oneFsyncCoversAllThatIsReady() {
    int steps = 64;
    Site site = site("grouped");
    site.failures(ApplyOptions.ANY_FAILURES, steps);
    CountDownLatch waiting = new CountDownLatch(steps);
    Set<Address> told = ConcurrentHashMap.newKeySet();
    List<List<String>> groups = Collections.synchronizedList(new ArrayList<>());
    site.writing((file, bytes) -> {
      String text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
      if (text.startsWith("{\"entry\"")) {
        if (groups.size() == 1) {
          awaited(waiting);
        }
        groups.add(
            text.lines().map(line -> line.replaceAll("\\{\"entry\":\"(\\w+)\".*", "$1")).toList());
      }
      Writing.TO_DISK.write(file, bytes);
    });

    Report report =
        site.apply(
            IntStream.range(0, steps).mapToObj(i -> Fleet.thing("t" + i)).toList(),
            PlanOptions.USUAL,
            new Progress() {
              @Override
              public void progressed(Address address, String what) {
                if (what.equals("waiting for the journal") && told.add(address)) {
                  waiting.countDown();
                }
              }
            });

    assertThat(report.of(Outcome.Done.class)).hasSize(steps);
    assertThat(groups.getFirst()).as("all that may begin").hasSize(1 + steps).contains("intent");
    assertThat(Stream.of(groups.get(1), groups.get(2)).flatMap(List::stream))
        .as("all that was made while the disk was busy goes with the next write")
        .filteredOn("exists"::equals)
        .hasSize(steps);
    System.out.printf(
        "WalkTest: %d steps, %d entries of the journal, %d fsyncs%n",
        steps, groups.stream().mapToInt(List::size).sum(), groups.size());
  }

  private static List<String> names(Report report, Class<? extends Outcome> kind) {
    return report.of(kind).stream().map(outcome -> outcome.step().address().name()).toList();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theSecondInterruptLeavesAtOnceWithWhatIsKnown() throws Exception {
    Site site = site("left");
    CountDownLatch never = new CountDownLatch(1);
    List<Resource> desired = List.of(Fleet.thing("a"), Fleet.thing("b", "a"));
    site.world.faults((operation, key) -> {
      if (key.equals("b")) {
        site.interrupt();
        site.interrupt();
        deaf(never);
      }
      return World.Fault.NONE;
    });

    Report report = site.apply(desired);

    assertThat(never.getCount()).isEqualTo(1);
    assertThat(report.interrupted()).isTrue();
    assertThat(report.of(Outcome.Failed.class)).hasSize(1);
    assertThat(Objects.requireNonNull(site.state().get(Fleet.address("b"))).status())
        .isEqualTo(Recorded.Status.INCOMPLETE);
    site.world.faults((operation, key) -> World.Fault.NONE);
    assertConverges(site, desired, "after leaving at once");
    never.countDown();
  }

  /** Waits without hearing that it is interrupted. */
  private static void deaf(CountDownLatch until) {
    boolean open = true;
    while (open) {
      try {
        until.await();
        open = false;
      } catch (InterruptedException unheard) {
        // As a library that swallows it.
      }
    }
    throw new IllegalStateException("the test is over");
  }

  @Test
  void aStepWhoseObjectCannotBeWrittenDownGoesNoFurtherAndTheRunSaysSo() {
    List<Resource> desired =
        List.of(Fleet.thing("a"), Fleet.thing("b", "a"), Fleet.thing("c", "b"));
    Site site = site("unwritten");
    AtomicBoolean full = new AtomicBoolean();
    site.writing((file, bytes) -> {
      if (full.get()) {
        throw new IOException("No space left on device");
      }
      Writing.TO_DISK.write(file, bytes);
    });
    site.world.faults((operation, key) -> {
      full.set(key.equals("b"));
      return World.Fault.NONE;
    });

    Report report = site.apply(desired);

    assertThat(report.interrupted()).isFalse();
    assertThat(report.problems())
        .extracting(Diagnostic::summary)
        .contains("the journal could not be written", "the state could not be written");
    assertThat(report.of(Outcome.Failed.class))
        .extracting(Outcome.Failed::message)
        .containsExactly(
            "thing/b exists, but that could not be written to the journal, so nothing more was done"
                + " to it. The next run finds it by its name and goes on from there.");
    assertThat(site.world.things()).containsOnlyKeys("a", "b");
    assertConverges(site, desired, "after room was made");
  }
}
