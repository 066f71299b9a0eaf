package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lifecycle.GuestFleet;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How close an apply of many copies of one template comes to its critical path. A storage copies
 * only so many at a time, so that copies come in rounds. All else of a machine goes on beside the
 * next rounds, so that after the last round only that of the last machines is left: tasks for its
 * configuration, its disk and its start. Nothing can be faster than the rounds and these three, as
 * long as Proxmox VE takes for them. Measured is from the first line of the journal to its end.
 */
@Tag("long")
class CloneRateLongTest {
  private static final int MACHINES = 60;
  private static final int SLOTS = 4;
  private static final int COPY_MILLIS = 2000;
  private static final int AFTER = 3;
  private static final double AT_MOST = 1.15;

  @TempDir private Path temporary;

  @Test
  void copiesOfOneTemplateKeepTheStorageBusy() {
    LabWorkspace template = fleet("none", 0);
    double _ = seconds(template);
    double measured = seconds(grown(template, "all", MACHINES));

    int rounds = Math.ceilDiv(MACHINES, SLOTS);
    double critical = (rounds * COPY_MILLIS + AFTER * COPY_MILLIS / 2) / 1000.0;
    System.out.printf(
        "CloneRateLongTest: %d copies of one template, %d at a time: measured %.1f s, critical path"
            + " %.1f s (%d rounds of %.1f s, and %d tasks of %.1f s after the last); ratio %.2f, at"
            + " most %.2f%n",
        MACHINES,
        SLOTS,
        measured,
        critical,
        rounds,
        COPY_MILLIS / 1000.0,
        AFTER,
        COPY_MILLIS / 2000.0,
        measured / critical,
        AT_MOST);
    assertThat(measured / critical).isLessThanOrEqualTo(AT_MOST);
  }

  private LabWorkspace fleet(String name, int machines) {
    Path files = GuestFleet.write(temporary.resolve("files").resolve(name), 1, machines, 0);
    return LabWorkspace.copy(files, temporary.resolve(name))
        .option("--lab-task-time", Integer.toString(COPY_MILLIS));
  }

  /** The same world with more in the files. */
  private LabWorkspace grown(LabWorkspace begin, String name, int machines) {
    LabWorkspace twin = begin.twin(temporary.resolve(name));
    Path _ = GuestFleet.write(twin.folder(), 1, machines, 0);
    return twin;
  }

  private static double seconds(LabWorkspace workspace) {
    JournalWatch watch = new JournalWatch(workspace);
    PhoenixProcess process = workspace.start("apply", "--auto-approve");
    double seconds = watch.watch(process, (_, _) -> false) / 1e9;
    PhoenixProcess.Ended run = process.join();
    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(run.out()).contains("Complete: ");
    return seconds;
  }
}
