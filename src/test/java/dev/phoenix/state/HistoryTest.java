package dev.phoenix.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
  @TempDir Path folder;
  private StateBench bench;

  @BeforeEach
  void fresh() {
    bench = new StateBench(folder.resolve("fleet.state.json"));
  }

  private List<String> kept() {
    List<Earlier> history = bench.history();
    return history.stream().map(e -> e.name(history) + " " + e.operation()).toList();
  }

  private Earlier earlier(String name) {
    List<Earlier> history = bench.history();
    return history.stream().filter(e -> e.name(history).equals(name)).findFirst().orElseThrow();
  }

  private State restore(String name) {
    try (StateRun run =
        bench.ready(bench.store().restore(earlier(name), "state restore", bench.diagnostics))) {
      return run.commit(run.state().resources(), bench.diagnostics);
    }
  }

  @Test
  void theLastTenAreKeptBesideTheOneThatCounts() {
    for (int serial = 1; serial <= 14; serial++) {
      State _ = bench.commit("a", "n" + serial);
    }
    assertThat(bench.history())
        .extracting(Earlier::serial)
        .containsExactly(4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L);
    assertThat(bench.files()).containsExactly(".history", "fleet.state.json");
    assertThat(folder.resolve(".history/.gitignore")).hasContent("*");
    assertThat(bench.said()).isEmpty();
  }

  @Test
  void aRestoreIsANewSerialAndCanBeUndone() throws IOException {
    State _ = bench.commit("a");
    byte[] first = bench.bytes();
    State _ = bench.commit("a", "b");
    State second = Objects.requireNonNull(bench.store().load(bench.diagnostics));

    assertThat(restore("1").serial()).isEqualTo(3);
    assertThat(bench.names()).containsExactly("a");
    assertThat(Files.readString(bench.file))
        .isEqualTo(
            new String(first, java.nio.charset.StandardCharsets.UTF_8)
                .replace("\"serial\": 1", "\"serial\": 3"));
    State undone = restore("2");

    assertThat(undone.serial()).isEqualTo(4);
    assertThat(undone.lineage()).isEqualTo(second.lineage());
    assertThat(undone.resources()).isEqualTo(second.resources());
    assertThat(kept()).containsExactly("1 apply", "2 apply", "3 state restore", "4 state restore");
    assertThat(bench.said()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"format\":1}", "gone"})
  void whatIsDamagedOrGoneIsReplacedAndTheDamagedIsKept(String damage) throws IOException {
    State _ = bench.commit("a");
    State _ = bench.commit("a", "b");
    Files.delete(bench.file);
    if (!damage.equals("gone")) {
      Files.writeString(bench.file, damage);
    }

    State restored = restore("2");

    assertThat(restored.serial()).isEqualTo(3);
    assertThat(bench.names()).containsExactly("a", "b");
    assertThat(bench.said()).isEmpty();
    if (!damage.equals("gone")) {
      assertThat(bench.beside().replaced(3)).hasContent(damage);
    }
  }

  @Test
  void whatSomethingElseWroteIsKeptBeforeItIsReplaced() throws IOException {
    State _ = bench.commit("a");
    String text = Files.readString(bench.file);
    Files.writeString(bench.file, text.replace("id-a", "id-by-hand"));
    State _ = bench.commit("a", "b");
    assertThat(kept()).containsExactly("1@1 apply", "1 found", "2 apply");
    assertThat(earlier("1").file()).content().contains("id-by-hand");
  }

  @Test
  void twoOfOneSerialAreToldApartByTheirRuns() throws IOException {
    State _ = bench.commit("a");
    byte[] first = bench.bytes();
    State _ = bench.commit("b");
    // As git checkout does.
    Files.write(bench.file, first);
    State _ = bench.commit("c");
    assertThat(kept()).containsExactly("1 apply", "2@2 apply", "2 apply");
    assertThat(restore("2@2").serial()).isEqualTo(3);
    assertThat(bench.names()).containsExactly("b");
  }

  @Test
  void whatARunThatDidNotEndMadeIsNotLostByARestore() {
    State _ = bench.commit("a");
    State _ = bench.commit("a", "b");
    try (StateRun run = bench.begin()) {
      run.journal().intent(StateBench.create("c"));
      run.journal().done(StateBench.recorded("c").address(), StateBench.recorded("c"));
      run.journal().sync();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    byte[] before = bench.bytes();

    assertThat(bench.store().restore(earlier("1"), "state restore", bench.diagnostics))
        .isInstanceOf(RunStart.Refused.class);

    assertThat(bench.said())
        .contains("a run before this one did not end, and what it made stands in its journal only")
        .contains("Run phoenix apply first");
    assertThat(bench.bytes()).isEqualTo(before);
    assertThat(bench.names()).containsExactly("a", "b", "c");
  }

  @Test
  void theStateThatAJournalBelongsToComesBackWithIt() throws IOException {
    State _ = bench.commit("a");
    State _ = bench.commit("a", "b");
    try (StateRun run = bench.begin()) {
      run.journal().done(StateBench.recorded("c").address(), StateBench.recorded("c"));
      run.journal().sync();
    }
    Files.writeString(bench.file, "");

    assertThat(restore("2").serial()).isEqualTo(3);

    assertThat(bench.names()).containsExactly("a", "b", "c");
    assertThat(bench.beside().journal()).doesNotExist();
  }

  @Test
  void aDamagedEarlierStateIsNotRestored() throws IOException {
    State _ = bench.commit("a");
    State _ = bench.commit("b");
    Files.writeString(earlier("1").file(), "{");
    assertThat(bench.store().restore(earlier("1"), "state restore", bench.diagnostics))
        .isInstanceOf(RunStart.Refused.class);
    assertThat(bench.said()).contains("serial 1 cannot be restored: its file is damaged or gone");
    assertThat(bench.names()).containsExactly("b");
  }

  @Test
  void aClockThatIsSetBackChangesNoOrder() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-06-01T10:00:00Z"));
    Machine here = Machine.here(Map.of());
    InstantSource clock = now::get;
    bench = bench.on(new Machine(here.writing(), here.locking(), clock, here.environment()));
    State _ = bench.commit("a");
    now.set(Instant.parse("2001-01-01T00:00:00Z"));
    State _ = bench.commit("b");
    now.set(Instant.parse("2000-01-01T00:00:00Z"));
    State _ = bench.commit("c");
    assertThat(bench.history())
        .extracting(e -> e.serial() + " " + e.when())
        .containsExactly(
            "1 2026-06-01T10:00:00Z", "2 2001-01-01T00:00:00Z", "3 2000-01-01T00:00:00Z");
    assertThat(bench.names()).containsExactly("c");
  }
}
