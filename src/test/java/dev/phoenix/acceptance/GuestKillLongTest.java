package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills runs with kill -9 while a task of Proxmox VE goes on, in a world that goes on too; the next
 * run completes them. How many and which seed: {@code -Dphoenix.points=20 -Dphoenix.seed=20}.
 */
@Tag("long")
@Tag("kill")
class GuestKillLongTest {
  private static final long SEED = Long.getLong("phoenix.seed", 20);
  private static final int POINTS = Integer.getInteger("phoenix.points", GuestKill.kinds());
  private static final int ANY_TIME = Math.ceilDiv(POINTS, 3);
  private static final int AT_ONCE = 2;
  private static final Duration COPYING = Duration.ofSeconds(3);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @TempDir private Path temporary;
  private final Map<GuestKill.Run, Undisturbed> undisturbed = new EnumMap<>(GuestKill.Run.class);

  /** Where a run begins and what one that nobody kills leaves and does. */
  private record Undisturbed(
      LabWorkspace begin, long nanos, List<String> left, Map<String, Long> tasks) {}

  @Test
  void aKilledRunIsCompletedByTheNext() throws Exception {
    long start = System.nanoTime();
    goUndisturbed();
    List<String> killed = new ArrayList<>();
    int running = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Boolean>> results = new ArrayList<>();
      List<GuestKill> kills = new ArrayList<>(GuestKill.seeded(new Random(SEED), POINTS));
      kills.addAll(GuestKill.atAnyTime(new Random(SEED), ANY_TIME));
      kills.forEach(kill -> results.add(threads.submit(() -> killAndComplete(kill))));
      for (int i = 0; i < results.size(); i++) {
        boolean ran = result(results.get(i), threads);
        running += ran ? 1 : 0;
        killed.add(kills.get(i).toString());
      }
    }

    assertThat(killed).hasSize(POINTS + ANY_TIME);
    System.out.printf(
        "GuestKillLongTest: seed %d, %d runs killed during a task of Proxmox VE and %d at any time (%d"
            + " tasks outlived them) in %d s; each next run waited for those and completed the"
            + " rest, no task of any kind ran twice: %s%n",
        SEED,
        POINTS,
        ANY_TIME,
        running,
        (System.nanoTime() - start) / 1_000_000_000,
        String.join("; ", killed));
  }

  private static boolean result(Future<Boolean> one, ExecutorService threads) throws Exception {
    try {
      return one.get();
    } catch (ExecutionException failed) {
      threads.shutdownNow();
      throw new AssertionError("seed " + SEED + ": " + failed.getMessage(), failed);
    }
  }

  private LabWorkspace empty(String name) {
    return LabWorkspace.copy(Path.of("src/test/resources/guest-fleet"), temporary.resolve(name))
        .option("--lab-task-time", Long.toString(COPYING.toMillis()));
  }

  private void goUndisturbed() {
    LabWorkspace made = go(GuestKill.Run.MAKE, empty("empty"));
    LabWorkspace _ = go(GuestKill.Run.CHANGE, made);
    LabWorkspace _ = go(GuestKill.Run.DESTROY, made);
  }

  private LabWorkspace go(GuestKill.Run run, LabWorkspace begin) {
    LabWorkspace workspace = begin.twin(temporary.resolve("undisturbed-" + run));
    run.edit(workspace);
    try (LabDoors doors = workspace.open()) {
      GuestDoors guests = new GuestDoors(doors);
      int before = guests.tasks("all").size();
      PhoenixProcess process = workspace.start(run.command(), "--auto-approve");
      long nanos = new JournalWatch(workspace).watch(process, (_, _) -> false);
      assertComplete(run + " undisturbed", process.join());
      undisturbed.put(
          run,
          new Undisturbed(begin, nanos, guests.inventory(), counts(guests.tasks("all"), before)));
    }
    return workspace;
  }

  /** How often each kind of task worked on each guest. */
  private static Map<String, Long> counts(List<GuestDoors.Seen> tasks, int from) {
    return tasks.stream()
        .skip(from)
        .collect(
            Collectors.groupingBy(GuestDoors.Seen::toString, TreeMap::new, Collectors.counting()));
  }

  /** Whether the task still ran when the run was dead. */
  private boolean killAndComplete(GuestKill kill) {
    Undisturbed wanted = Objects.requireNonNull(undisturbed.get(kill.run()));
    LabWorkspace workspace = wanted.begin().twin(temporary.resolve("killed-" + kill.number()));
    kill.run().edit(workspace);
    try (LabDoors doors = workspace.open()) {
      GuestDoors guests = new GuestDoors(doors);
      int before = guests.tasks("all").size();
      boolean ran =
          kill.isAtAnyTime()
              ? kill(kill, workspace, guests, wanted.nanos())
              : kill(kill, workspace, guests);
      complete(kill.toString(), workspace, kill.run().command());
      assertThat(counts(guests.tasks("all"), before)).as(kill.toString()).isEqualTo(wanted.tasks());
      check(kill.toString(), workspace, guests, wanted.left());
      return ran;
    }
  }

  /** Kills a run when a task has gone on for as long as was said. */
  private static boolean kill(GuestKill kill, LabWorkspace workspace, GuestDoors guests) {
    PhoenixProcess run = workspace.start(kill.run().command(), "--auto-approve");
    long begun = 0;
    String upid = "";
    while (begun == 0 || System.nanoTime() - begun < kill.part() * COPYING.toNanos() / 2) {
      if (!run.isAlive()) {
        throw new AssertionError(kill + ": it ended before: " + run.join());
      }
      if (begun == 0) {
        for (GuestDoors.Seen seen : guests.tasks("active")) {
          if (kill.isOf(seen)) {
            begun = System.nanoTime();
            upid = seen.upid();
          }
        }
      }
      pause();
    }
    run.kill();
    String found = upid;
    return guests.tasks("active").stream().anyMatch(task -> task.upid().equals(found));
  }

  /** Kills a run when a part of the time is over that an undisturbed one takes. */
  private static boolean kill(
      GuestKill kill, LabWorkspace workspace, GuestDoors guests, long nanos) {
    PhoenixProcess run = workspace.start(kill.run().command(), "--auto-approve");
    JournalWatch watch = new JournalWatch(workspace);
    long _ = watch.watch(run, (_, lasted) -> lasted >= kill.part() * nanos);
    run.kill();
    assertThat(watch.isLeft()).as(kill + " was killed before its end").isTrue();
    return !guests.tasks("active").isEmpty();
  }

  private static void complete(String as, LabWorkspace workspace, String command) {
    assertThat(new JournalWatch(workspace).isLeft()).as(as + ": a journal is left").isTrue();
    assertComplete(as, workspace.run(command, "--auto-approve"));
    assertThat(new JournalWatch(workspace).isLeft()).as(as + ": a journal is left").isFalse();
  }

  private static void assertComplete(String as, PhoenixProcess.Ended run) {
    assertThat(run.exit()).as("%s: %s", as, run).isZero();
    assertThat(run.out()).as(as).containsAnyOf("Complete: ", "No changes. ");
  }

  /** What there is, which state and plan agree to. */
  private static void check(
      String as, LabWorkspace workspace, GuestDoors guests, List<String> left) {
    assertThat(guests.tasks("all")).as(as).allMatch(GuestDoors.Seen::isWell);
    assertThat(guests.inventory()).as(as).isEqualTo(left);
    JsonNode state = MAPPER.readTree(workspace.stateBytes());
    Map<String, String> marks = new TreeMap<>();
    for (Map.Entry<String, JsonNode> record : state.path("resources").properties()) {
      JsonNode identity = record.getValue().path("identity");
      assertThat(record.getValue().path("status").asString("ok")).as(as).isEqualTo("ok");
      assertThat(identity.has("task")).as(as + ": the state keeps a task").isFalse();
      if (identity.has("vmid")) {
        marks.put(identity.path("vmid").asString(""), identity.path("mark").asString(""));
      }
    }
    assertThat(marks).as(as + ": recorded").isEqualTo(guests.marks());
    if (!marks.isEmpty()) {
      assertUnchanged(as, workspace);
    }
  }

  private static void assertUnchanged(String as, LabWorkspace workspace) {
    PhoenixProcess.Ended plan = workspace.run("plan", "--detailed-exitcode");
    assertThat(plan.exit()).as("%s: %s", as, plan).isZero();
    assertThat(plan.out()).contains("No changes. The world is as the files want it");
  }

  /** Somebody removes the half-made guest: it is made anew. */
  @Test
  void aGuestThatIsRemovedAfterTheKillIsMadeAnew() {
    for (GuestKill kill : makings()) {
      LabWorkspace workspace = empty("removed-" + kill.task());
      killed(
          kill,
          workspace,
          guests -> {
            remove(guests, kill);
            complete("removed", workspace, "apply");
            assertThat(guests.tasks("all")).as(kill.toString()).allMatch(GuestDoors.Seen::isWell);
            assertUnchanged("removed", workspace);
          });
    }
    System.out.printf(
        "GuestKillLongTest: %d guests removed by hand after the kill were made anew%n",
        makings().size());
  }

  /** Somebody gives the number to a guest of his own: that one is left alone and named. */
  @Test
  void aNumberThatIsTakenAfterTheKillIsLeftAlone() {
    for (GuestKill kill : makings()) {
      LabWorkspace workspace = empty("taken-" + kill.task());
      killed(
          kill,
          workspace,
          guests -> {
            remove(guests, kill);
            String theirs = GuestDoors.NODE + (kill.task().startsWith("qm") ? "/qemu" : "/lxc");
            guests.run("POST", theirs, theirs(kill));
            String config = theirs + "/" + vmid(kill) + "/config";
            JsonNode before = guests.get(config);

            PhoenixProcess.Ended next = workspace.run("apply", "--auto-approve");

            assertThat(next.exit()).as(next.toString()).isEqualTo(1);
            assertThat(next.err())
                .contains("number " + vmid(kill) + " on node pve is another guest now");
            assertThat(guests.get(config)).isEqualTo(before);
            guests.run("DELETE", theirs + "/" + vmid(kill), Map.of());
            assertComplete("no longer taken", workspace.run("apply", "--auto-approve"));
            assertUnchanged("no longer taken", workspace);
          });
    }
    System.out.printf(
        "GuestKillLongTest: %d numbers that were taken after the kill were left alone%n",
        makings().size());
  }

  private static List<GuestKill> makings() {
    return List.of(
        new GuestKill(1, GuestKill.Run.MAKE, "qmclone", "9000", 0.3),
        new GuestKill(2, GuestKill.Run.MAKE, "vzcreate", "900", 0.3));
  }

  private static int vmid(GuestKill kill) {
    return kill.task().equals("qmclone") ? 1001 : 900;
  }

  private static Map<String, Object> theirs(GuestKill kill) {
    return kill.task().equals("qmclone")
        ? Map.of("vmid", vmid(kill), "name", "theirs", "memory", "512")
        : Map.of(
            "vmid",
            vmid(kill),
            "hostname",
            "theirs",
            "rootfs",
            "local-zfs:4",
            "ostemplate",
            "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst");
  }

  private static void killed(GuestKill kill, LabWorkspace workspace, Consumer<GuestDoors> then) {
    try (LabDoors doors = workspace.open()) {
      GuestDoors guests = new GuestDoors(doors);
      assertThat(kill(kill, workspace, guests)).as("it still runs").isTrue();
      then.accept(guests);
    }
  }

  /** As soon as its task has let go of it. */
  private static void remove(GuestDoors guests, GuestKill kill) {
    while (guests.tasks("active").stream().anyMatch(kill::isOf)) {
      pause();
    }
    String kind = kill.task().startsWith("qm") ? "/qemu/" : "/lxc/";
    guests.run("DELETE", GuestDoors.NODE + kind + vmid(kill), Map.of());
    assertThat(guests.holds(vmid(kill))).isFalse();
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
