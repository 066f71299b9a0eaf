package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C and its kin, once, twice, in a plan and in an apply, on real processes. */
@Tag("long")
class InterruptionLongTest {
  private static final String PULLING = "waiting server/web1: pulling ";

  @TempDir private Path temporary;

  private LabWorkspace workspace(int latencyMillis) {
    return LabWorkspace.example("single-host", temporary)
        .option("--lab-latency", Integer.toString(latencyMillis));
  }

  /** A shell starts what runs in its background deaf to SIGINT, and so would this run be. */
  private static String controlC() throws IOException {
    Path status = Path.of("/proc/self/status");
    boolean ignored =
        Files.exists(status)
            && Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line ->
                    (Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16) & 2)
                        != 0);
    return ignored ? "TERM" : "INT";
  }

  private static void await(PhoenixProcess run, BooleanSupplier condition) throws Exception {
    while (!condition.getAsBoolean()) {
      assertThat(run.isAlive()).as("still there").isTrue();
      Thread.sleep(5);
    }
  }

  private static Path beside(LabWorkspace workspace, String suffix) {
    return workspace.state().resolveSibling(workspace.state().getFileName() + suffix);
  }

  private static void assertTheNextRunCompletesIt(LabWorkspace workspace) {
    PhoenixProcess.Ended next = workspace.run("apply", "--auto-approve");
    assertThat(next.exit()).as(next.toString()).isZero();
    PhoenixProcess.Ended plan = workspace.run("plan", "--detailed-exitcode");
    assertThat(plan.exit()).as(plan.toString()).isZero();
  }

  @Test
  void theFirstSignalLetsEndWhatRunsAndWritesTheState() throws Exception {
    LabWorkspace workspace = workspace(15);
    PhoenixProcess apply = workspace.start("apply", "--auto-approve");
    await(apply, () -> apply.said().contains(PULLING));

    apply.signal(controlC());
    PhoenixProcess.Ended ended = apply.join();

    assertThat(ended.exit()).as(ended.toString()).isEqualTo(8);
    assertThat(ended.err())
        .containsOnlyOnce(
            "Interrupted: nothing more is begun, and what runs has 120 s to end. A second Ctrl-C"
                + " leaves at once.\n")
        .contains("done    create server/web1");
    assertThat(ended.out())
        .contains(
            "not started agent/web1, endpoint/web1, stack/web1/whoami",
            "Interrupted: 2 created, 3 not started.",
            "To go on from here: phoenix apply");
    assertThat(workspace.run("state", "list").out()).isEqualTo("docker/web1\nserver/web1\n");
    assertThat(beside(workspace, ".journal")).doesNotExist();
    assertThat(beside(workspace, ".lock")).doesNotExist();
    assertTheNextRunCompletesIt(workspace);
  }

  @Test
  void theSecondSignalLeavesAtOnce() throws Exception {
    LabWorkspace workspace = workspace(15);
    PhoenixProcess apply = workspace.start("apply", "--auto-approve");
    await(apply, () -> apply.said().contains(PULLING));

    apply.signal("TERM");
    await(apply, () -> apply.said().contains("Interrupted: "));
    long second = System.nanoTime();
    apply.signal("TERM");
    PhoenixProcess.Ended ended = apply.join();

    assertThat(Duration.ofNanos(System.nanoTime() - second)).isLessThan(Duration.ofSeconds(8));
    assertThat(ended.exit()).as(ended.toString()).isEqualTo(8);
    assertThat(ended.err())
        .contains(
            "Interrupted again: leaving at once. The next run looks what became of what was begun"
                + " and goes on from there.\n");
    assertTheNextRunCompletesIt(workspace);
  }

  @Test
  void whatRunsLongerThanItMayIsResumedAndNotMadeAnew() throws Exception {
    LabWorkspace workspace = workspace(15);
    PhoenixProcess apply = workspace.start("apply", "--auto-approve", "--drain", "0");
    await(apply, () -> apply.said().contains(PULLING));

    apply.signal("TERM");
    PhoenixProcess.Ended ended = apply.join();

    assertThat(ended.exit()).as(ended.toString()).isEqualTo(8);
    assertThat(ended.err()).contains("what runs has 0 s to end");
    assertThat(ended.out())
        .contains("failed  server/web1", "interrupted before it was seen to end");
    assertThat(workspace.run("state", "show", "server/web1").out()).contains("incomplete");
    PhoenixProcess.Ended plan = workspace.run("plan");
    assertThat(plan.out()).doesNotContain("delete", "replace").contains("server/web1");
    assertTheNextRunCompletesIt(workspace);
  }

  /** The shell and the system say it one after the other; neither is the user's second word. */
  @Test
  void aHangUpLetsEndWhatRunsHoweverOftenItIsSaid() throws Exception {
    LabWorkspace workspace = workspace(15);
    PhoenixProcess apply = workspace.start("apply", "--auto-approve");
    await(apply, () -> apply.said().contains(PULLING));

    apply.signal("HUP");
    await(apply, () -> apply.said().contains("Interrupted: "));
    apply.signal("HUP");
    PhoenixProcess.Ended ended = apply.join();

    assertThat(ended.exit()).as(ended.toString()).isEqualTo(8);
    assertThat(ended.err()).contains("done    create server/web1").doesNotContain("again");
    assertThat(beside(workspace, ".journal")).doesNotExist();
    assertTheNextRunCompletesIt(workspace);
  }

  @Test
  void aTerminalThatIsClosedLosesNothing() throws Exception {
    LabWorkspace workspace = workspace(15);
    Path seen = temporary.resolve("seen");
    List<String> words = new ArrayList<>(BuiltProgram.start());
    words.addAll(
        List.of(
            "apply",
            "--auto-approve",
            "--lab",
            "--lab-latency",
            "15",
            "-C",
            workspace.folder().toString()));
    Process terminal =
        new ProcessBuilder("script", "-qfec", String.join(" ", words), seen.toString())
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(true)
            .start();
    while (!(Files.exists(seen) && Files.readString(seen).contains("pulling"))) {
      assertThat(terminal.isAlive()).as("still there").isTrue();
      Thread.sleep(5);
    }
    List<ProcessHandle> inside = terminal.descendants().toList();
    assertThat(inside).isNotEmpty();
    terminal.destroyForcibly();
    for (ProcessHandle process : inside) {
      process.onExit().get(60, TimeUnit.SECONDS);
    }

    assertThat(beside(workspace, ".journal")).doesNotExist();
    assertThat(beside(workspace, ".lock")).doesNotExist();
    assertThat(workspace.run("state", "list").out()).isEqualTo("docker/web1\nserver/web1\n");
    assertTheNextRunCompletesIt(workspace);
  }

  @Test
  void nothingToWriteToLosesNothing() throws Exception {
    LabWorkspace workspace = workspace(0);
    List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" >&- 2>&- <&-", "sh"));
    command.addAll(BuiltProgram.start());
    command.addAll(
        List.of("apply", "--auto-approve", "--lab", "-C", workspace.folder().toString()));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();

    assertThat(beside(workspace, ".journal")).doesNotExist();
    PhoenixProcess.Ended plan = workspace.run("plan", "--detailed-exitcode");
    assertThat(plan.exit()).as(plan.toString()).isZero();
  }

  @Test
  void aSignalWhileTheWorldIsReadChangesNothing() throws Exception {
    LabWorkspace fast = LabWorkspace.example("single-host", temporary);
    assertTheNextRunCompletesIt(fast);
    LabWorkspace slow = fast.twin(temporary.resolve("slow")).option("--lab-latency", "1500");
    byte[] state = slow.stateBytes();
    for (String command : List.of("plan", "apply")) {
      List<String> words = new ArrayList<>(List.of(command));
      if (command.equals("apply")) {
        words.add("--auto-approve");
      }
      PhoenixProcess run = slow.start(words.toArray(String[]::new));
      await(run, () -> run.said().contains("waiting: reading the world"));

      run.signal(controlC());
      PhoenixProcess.Ended ended = run.join();

      assertThat(ended.exit()).as(ended.toString()).isEqualTo(8);
      assertThat(ended.err()).endsWith("\nInterrupted: nothing was changed.\n");
      assertThat(ended.out()).isEmpty();
      assertThat(slow.stateBytes()).isEqualTo(state);
      assertThat(beside(slow, ".lock")).doesNotExist();
    }
  }

  @Test
  void nobodyWhoReadsTheOutputLosesNothing() throws Exception {
    LabWorkspace workspace = workspace(0);
    List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" | head -1", "sh"));
    command.addAll(BuiltProgram.start());
    command.addAll(
        List.of("apply", "--auto-approve", "--lab", "-C", workspace.folder().toString()));
    Process pipe =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(temporary.resolve("pipe").toFile())
            .start();
    assertThat(pipe.waitFor()).isZero();

    PhoenixProcess.Ended plan = workspace.run("plan", "--detailed-exitcode");
    assertThat(plan.exit()).as(plan.toString()).isZero();
    assertThat(beside(workspace, ".journal")).doesNotExist();
  }

  @Test
  void aLabInTheForegroundClosesItsWorldInOrder() throws Exception {
    LabWorkspace workspace = workspace(0);
    PhoenixProcess lab = workspace.start("lab");
    await(lab, () -> lab.said().contains("The lab runs until Ctrl-C."));

    lab.signal(controlC());

    assertThat(lab.join().exit()).isZero();
    assertTheNextRunCompletesIt(workspace);
  }
}
