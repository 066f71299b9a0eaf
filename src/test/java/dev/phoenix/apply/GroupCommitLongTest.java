package dev.phoenix.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.plan.PlanOptions;
import dev.phoenix.resource.Resource;
import dev.phoenix.state.Writing;
import dev.phoenix.world.Fleet;
import dev.phoenix.world.Site;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What it costs to write each intent down first, with one fsync for all that is ready. */
@Tag("long")
final class GroupCommitLongTest {
  private static final int STEPS = 1_000;
  private static final int ROUNDS = 5;

  private enum Mode {
    /** As it is: the journal is forced to disk once for all lines at hand. */
    GROUPED,
    /** Each line is forced to disk by itself. */
    SINGLE
  }

  private record Counting(Mode mode, AtomicInteger lines, AtomicInteger forced) implements Writing {
    @Override
    public void write(FileChannel file, ByteBuffer bytes) throws IOException {
      String text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
      if (!text.startsWith("{\"entry\"")) {
        Writing.TO_DISK.write(file, bytes);
        return;
      }
      List<String> all = text.lines().toList();
      lines.addAndGet(all.size());
      if (mode == Mode.GROUPED) {
        forced.incrementAndGet();
        Writing.TO_DISK.write(file, bytes);
        return;
      }
      forced.addAndGet(all.size());
      for (String line : all) {
        Writing.TO_DISK.write(file, StandardCharsets.UTF_8.encode(line + "\n"));
        file.force(false);
      }
      bytes.position(bytes.limit());
    }
  }

  /** On the disk of the project: where temporary files lie in memory an fsync costs nothing. */
  @Test
  void aThousandStepsTakeFarFewerFsyncs() throws IOException {
    List<Resource> desired =
        IntStream.range(0, STEPS)
            .mapToObj(i -> i < 10 ? Fleet.thing("t" + i) : Fleet.thing("t" + i, "t" + i % 10))
            .toList();
    Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "journal");
    for (int round = 0; round < ROUNDS; round++) {
      int grouped = run(folder, round, desired, Mode.GROUPED);
      int single = run(folder, round, desired, Mode.SINGLE);
      assertThat(grouped).isLessThan(STEPS).isLessThan(single / 3);
    }
  }

  private static int run(Path folder, int round, List<Resource> desired, Mode mode) {
    Site site = new Site(folder.resolve(mode + "-" + round + ".state.json"));
    site.failures(ApplyOptions.ANY_FAILURES, 16);
    Counting counting = new Counting(mode, new AtomicInteger(), new AtomicInteger());
    site.writing(counting);
    long begun = System.nanoTime();
    Report report = site.apply(desired, PlanOptions.USUAL, Progress.silent());
    long took = System.nanoTime() - begun;
    assertThat(report.of(Outcome.Done.class)).hasSize(STEPS);
    System.out.printf(
        "GroupCommitLongTest: %s: %d steps, 16 at once, %d lines of the journal, %d fsyncs, %d ms%n",
        mode, STEPS, counting.lines.get(), counting.forced.get(), took / 1_000_000);
    return counting.forced.get();
  }
}
