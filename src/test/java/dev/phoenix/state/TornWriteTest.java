package dev.phoenix.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever byte a write ends at: there is the old state or the new one, and never neither. */
class TornWriteTest {
  @TempDir(factory = InMemory.class)
  Path folder;

  /** Where to sync costs nothing, if there is such a place: some thousand runs do it. */
  static final class InMemory implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.isWritable(MEMORY)
          ? Files.createTempDirectory(MEMORY, "torn")
          : Files.createTempDirectory("torn");
    }
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** A disk that takes so many bytes and then no more. */
  private record Budget(AtomicLong left, boolean kills, String words) implements Writing {
    @Override
    public void write(FileChannel file, ByteBuffer bytes) throws IOException {
      int fits = (int) Math.min(left.get(), bytes.remaining());
      left.addAndGet(-fits);
      boolean whole = fits == bytes.remaining();
      Writing.TO_DISK.write(file, bytes.slice(bytes.position(), fits));
      if (!whole && kills) {
        throw new Killed();
      }
      if (!whole) {
        throw new IOException(words);
      }
    }
  }

  private StateBench bench(String name) {
    return new StateBench(folder.resolve(name).resolve("f.state.json"));
  }

  private StateBench copy(StateBench first, String name) throws IOException {
    StateBench bench = bench(name);
    Path from = first.beside().history();
    Path to = bench.beside().history();
    Files.createDirectories(to);
    Files.copy(first.file, bench.file);
    for (Earlier earlier : first.history()) {
      Files.copy(earlier.file(), to.resolve(from.relativize(earlier.file())));
    }
    return bench;
  }

  /** One run that makes b; whether it was told that all went well. */
  private static boolean run(StateBench bench) {
    try (StateRun run = bench.begin()) {
      try {
        run.journal().intent(StateBench.create("b"));
        run.journal().sync();
        run.journal().done(StateBench.recorded("b").address(), StateBench.recorded("b"));
        run.journal().sync();
      } catch (IOException e) {
        // As the walk does: nothing more is begun, and what is known is still written down.
      }
      long serial = run.commit(StateBench.of("a", "b"), bench.diagnostics).serial();
      return serial == 2 && bench.diagnostics.sorted().stream().noneMatch(d -> d.isError());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"killed", "No space left on device", "Input/output error"})
  void aWriteThatEndsAtAnyByteLosesNothing(String how) throws IOException {
    boolean kills = how.equals("killed");
    // The last is the one before with another word.
    int step = how.equals("Input/output error") ? 11 : 1;
    boolean complete = false;
    int bytes = 0;
    StateBench first = bench(how + "-first");
    State _ = first.commit("a");
    byte[] before = first.bytes();
    for (; !complete; bytes += step) {
      StateBench bench = copy(first, how + "-" + bytes);
      Machine torn = Machine.here(Map.of()).with(new Budget(new AtomicLong(bytes), kills, how));
      StateBench broken = bench.on(torn);
      try {
        complete = run(broken);
        // What goes wrong is an error that says so, unless all that was lost is a copy.
        if (!complete) {
          assertThat(broken.said()).contains("the state could not be written").contains(how);
          assertThat(bench.bytes()).isEqualTo(before);
        }
      } catch (Killed e) {
        // The system lets go of what it had open; what it has written stays.
      }

      List<String> names = bench.names();
      assertThat(names).as("%d bytes", bytes).isIn(List.of("a"), List.of("a", "b"));
      assertThat(Arrays.equals(bench.bytes(), before) || names.equals(List.of("a", "b")))
          .as("%d bytes: old or new", bytes)
          .isTrue();
      assertThat(bench.commit("a", "b", "c").serial()).isIn(2L, 3L);
      assertThat(bench.names()).containsExactly("a", "b", "c");
      assertThat(bench.summaries())
          .as("%d bytes", bytes)
          .isSubsetOf("a run before this one did not end; its journal was taken in");
    }
    System.out.printf(
        "TornWriteTest: %s after %s of %d bytes, nothing lost%n",
        how, step == 1 ? "each" : "every " + step + "th", bytes - step);
    assertThat(bytes).isGreaterThan(500);
  }

  @Test
  void aStateCutAtAnyByteIsRefusedAndComesBack() throws IOException {
    StateBench bench = bench("cut");
    State _ = bench.commit("a");
    State _ = bench.commit("a", "größe");
    byte[] whole = bench.bytes();
    for (int length = 0; length < whole.length - 1; length++) {
      Files.write(bench.file, Arrays.copyOf(whole, length));
      StateBench now = bench.on(Machine.here(Map.of()));
      assertThat(now.store().load(now.diagnostics)).as("%d bytes", length).isNull();
      assertThat(now.said())
          .contains("the state file is damaged: ", "git checkout", "phoenix state restore 2;");
      assertThat(now.store().begin("apply", now.diagnostics)).isInstanceOf(RunStart.Refused.class);
      assertThat(bench.bytes()).hasSize(length);
    }
    List<Earlier> history = bench.history();
    try (StateRun run =
        bench.ready(bench.store().restore(history.getLast(), "state restore", bench.diagnostics))) {
      State _ = run.commit(run.state().resources(), bench.diagnostics);
    }
    assertThat(bench.names()).containsExactly("a", "größe");
  }

  @Test
  void aJournalCutAtAnyByteGivesWhatItStillSays() throws IOException {
    StateBench bench = bench("journal");
    State _ = bench.commit("a");
    try (StateRun run = bench.begin()) {
      for (String name : List.of("b", "größe")) {
        run.journal().intent(StateBench.create(name));
        run.journal().done(StateBench.recorded(name).address(), StateBench.recorded(name));
      }
      run.journal().sync();
    }
    byte[] whole = Files.readAllBytes(bench.beside().journal());
    List<String> lines = new String(whole, StandardCharsets.UTF_8).lines().toList();
    for (int length = 0; length <= whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      Files.write(bench.beside().journal(), cut);
      long left = new String(cut, StandardCharsets.UTF_8).chars().filter(c -> c == '\n').count();
      List<String> wanted =
          left < 2 ? List.of("a") : left < 4 ? List.of("a", "b") : List.of("a", "b", "größe");
      assertThat(bench.names()).as("%d lines", left).isEqualTo(wanted);
      State state = Objects.requireNonNull(bench.store().load(bench.diagnostics));
      boolean settled =
          state.resources().values().stream()
              .allMatch(r -> r.status() == dev.phoenix.resource.Recorded.Status.OK);
      assertThat(settled).as("%d of %s", left, lines).isEqualTo(left != 2 && left != 4);
    }
  }
}
