package dev.phoenix.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockTest {
  private static final Machine HERE = Machine.here(Map.of());

  @TempDir Path folder;
  private StateBench bench;

  @BeforeEach
  void fresh() throws IOException {
    bench = new StateBench(folder.resolve("fleet.state.json"));
    State _ = bench.commit("a");
  }

  private static Holder with(long pid, String born, Host host) {
    Holder self = HERE.holder("apply");
    return new Holder(
        self.id(), 7, "apply", pid, born, host, "ada", self.since(), "https://ci.example/run/9");
  }

  private static Holder elsewhere() {
    return with(4711, "boot/1", new Host("ci-runner-3", ""));
  }

  /** As a holder leaves it that does not give it back. */
  private void leave(Holder holder) throws IOException {
    Files.writeString(bench.beside().lock(), Json.line(holder.write()) + "\n");
  }

  private Hold held() {
    return ((StateLock.Look.Held) bench.lock().look(bench.diagnostics)).hold();
  }

  private long epoch() throws IOException {
    return Long.parseLong(Files.readString(bench.beside().epoch()).replaceFirst("(?s) .*", ""));
  }

  @Test
  void sayWhoHasIt() throws IOException {
    try (StateRun run = bench.begin()) {
      Holder holder = Objects.requireNonNull(held().holder());
      assertThat(run.state().serial()).isEqualTo(1);
      assertThat(holder.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(holder.born()).isEqualTo(Birth.of(holder.pid()));
      assertThat(holder.user()).isEqualTo(System.getProperty("user.name"));
      assertThat(holder.host()).isEqualTo(Host.here());
      assertThat(holder.operation()).isEqualTo("apply");
      assertThat(holder.epoch()).isEqualTo(2).isEqualTo(epoch());
      assertThat(holder.isHereAndAlive()).isTrue();
      assertThat(Holder.read(Json.line(holder.write()))).isEqualTo(holder);
      assertThat(bench.store().begin("apply", bench.diagnostics))
          .isInstanceOf(RunStart.Locked.class);
    }
    assertThat(bench.lock().look(bench.diagnostics)).isInstanceOf(StateLock.Look.Free.class);
    assertThat(bench.files()).containsExactly(".history", "fleet.state.json");
  }

  @ParameterizedTest
  @CsvSource({"4194400, boot/1", "1, another-boot/1"})
  void whatADeadRunHeldIsTakenOver(long pid, String born) throws IOException {
    leave(with(pid, born, Host.here()));
    assertThat(held().liveness()).isEqualTo(Liveness.DEAD);
    try (StateRun run = bench.begin()) {
      assertThat(run.state().serial()).isEqualTo(1);
    }
    assertThat(bench.said())
        .contains(
            "the lock of phoenix apply, process " + pid + " was taken over: that run has died");
    assertThat(Files.readString(bench.beside().lockLog()))
        .contains("\"what\":\"taken over\"", "\"user\":\"ada\"");
    assertThat(epoch()).as("after what the lock said").isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"id\":\"x\"}", "\u0000\u0000"})
  void whatSaysNothingIsTaken(String content) throws IOException {
    Files.writeString(bench.beside().lock(), content);
    try (StateRun run = bench.begin()) {
      assertThat(run.state().serial()).isEqualTo(1);
    }
  }

  @Test
  void nobodyTakesOverWhatAnotherMachineMayHold() throws IOException {
    leave(elsewhere());
    assertThat(bench.store().begin("apply", bench.diagnostics)).isInstanceOf(RunStart.Locked.class);
    assertThat(bench.said())
        .contains("the state is locked by phoenix apply, process 4711")
        .contains("It runs as ada on ci-runner-3 since ")
        .contains("see https://ci.example/run/9")
        .contains("Whether it still does cannot be seen from here")
        .contains("phoenix lock break");
    assertThat(held().liveness()).isEqualTo(Liveness.UNKNOWN);
  }

  @Test
  @SuppressWarnings("try") // What is left of the former holder ends while the next one runs.
  void aFormerHolderCannotWriteAndLosesNothing() throws IOException {
    try (StateRun former = bench.begin()) {
      former.journal().intent(StateBench.create("b"));
      former.journal().sync();
      leave(elsewhere());
      assertThat(bench.lock().breakOff(held(), bench.diagnostics)).as(bench.said()).isTrue();
      assertThat(Files.readString(bench.beside().lockLog()))
          .contains(
              "\"what\":\"broken\"", "\"host\":\"ci-runner-3\"", "\"operation\":\"lock break\"");

      try (StateRun next = bench.begin()) {
        former.journal().done(StateBench.recorded("b").address(), StateBench.recorded("b"));
        assertThatThrownBy(() -> former.journal().sync()).isInstanceOf(FencedException.class);
        Diagnostics said = new Diagnostics();
        State _ = former.commit(StateBench.of("a", "b"), said);
        assertThat(said.sorted())
            .extracting(d -> d.summary())
            .containsExactly(
                "the state was not written: the lock of this run was broken while it ran");
        assertThat(said.sorted().getFirst().detail())
            .contains("fleet.state.json.unwritten-2 beside it");
        assertThat(StateFile.read(Files.readAllBytes(bench.beside().unwritten(2))).resources())
            .isEqualTo(StateBench.of("a", "b"));

        former.close();
        assertThat(bench.beside().lock()).as("the next one's").exists();
        assertThat(next.state().resources()).containsKey(StateBench.recorded("b").address());
        assertThat(next.commit(StateBench.of("a", "c"), bench.diagnostics).serial()).isEqualTo(2);
      } catch (MalformedException e) {
        throw new AssertionError(e);
      }
    }
    assertThat(bench.names()).containsExactly("a", "c");
    assertThat(epoch()).isEqualTo(9);
  }

  @Test
  void whoeverRemovesTheLockOrTheEpochsByHandFencesTooAndSetsNothingBack() throws IOException {
    try (StateRun former = bench.begin()) {
      Files.delete(bench.beside().lock());
      long before = epoch();
      State _ = bench.commit("a", "b");
      assertThat(epoch()).isGreaterThan(before);
      assertThatThrownBy(() -> former.journal().sync()).isInstanceOf(FencedException.class);
    }
    try (StateRun former = bench.begin()) {
      Files.delete(bench.beside().epoch());
      assertThatThrownBy(() -> former.journal().sync()).isInstanceOf(FencedException.class);
      State _ = former.commit(StateBench.of("z"), bench.diagnostics);
    }
    assertThat(bench.names()).containsExactly("a", "b");
  }

  @Test
  void aLockThatChangedHandsMeanwhileIsNotBroken() throws IOException {
    leave(elsewhere());
    Hold seen = held();
    leave(elsewhere());
    long before = epoch();
    assertThat(bench.lock().breakOff(seen, bench.diagnostics)).isFalse();
    assertThat(bench.said()).contains("the lock has changed hands meanwhile");
    assertThat(epoch()).isEqualTo(before);
    assertThat(bench.beside().lock()).exists();
  }

  @Test
  void aFileSystemWithoutLocksIsNamed() {
    Machine nfs =
        new Machine(
            HERE.writing(),
            file -> {
              throw new IOException("No locks available");
            },
            InstantSource.system(),
            Map.of());
    StateBench there = bench.on(nfs);
    assertThat(there.store().begin("apply", there.diagnostics))
        .isInstanceOf(RunStart.Refused.class);
    assertThat(there.said())
        .contains("the file system cannot lock files beside the state")
        .contains("No locks available")
        .contains("Nothing was changed")
        .contains("--state FILE")
        .contains("NFS");
    assertThat(bench.names()).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -",
        "GITHUB_SERVER_URL=https://github.com GITHUB_REPOSITORY=ada/fleet GITHUB_RUN_ID=77"
            + " GITHUB_RUN_NUMBER=5, https://github.com/ada/fleet/actions/runs/77",
        "GITEA_ACTIONS=true GITHUB_SERVER_URL=https://git.lan GITHUB_REPOSITORY=ada/fleet"
            + " GITHUB_RUN_ID=77 GITHUB_RUN_NUMBER=5, https://git.lan/ada/fleet/actions/runs/5",
        "CI_JOB_URL=https://gitlab.lan/ada/fleet/-/jobs/8, https://gitlab.lan/ada/fleet/-/jobs/8",
        "BUILD_URL=https://jenkins.lan/job/fleet/3/, https://jenkins.lan/job/fleet/3/",
        "GITHUB_REPOSITORY=ada/fleet, -",
      })
  void theRunOfAPipelineIsNamed(@Nullable String variables, @Nullable String url) {
    Map<String, String> environment = new TreeMap<>();
    if (variables != null) {
      for (String one : variables.split(" ", -1)) {
        environment.put(one.split("=", 2)[0], one.split("=", 2)[1]);
      }
    }
    assertThat(PipelineRun.url(environment)).isEqualTo(url);
    assertThat(Machine.here(environment).holder("apply").url()).isEqualTo(url);
  }

  @Test
  void aProcessThatEndedIsNoneAnyMore() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    String born = Objects.requireNonNull(Birth.of(process.pid()));
    assertThat(born).isEqualTo(Birth.of(process.pid()));
    assertThat(with(process.pid(), born, Host.here()).isHereAndAlive()).isTrue();
    process.destroyForcibly().waitFor();
    assertThat(Birth.of(process.pid())).isNull();
    assertThat(with(process.pid(), born, Host.here()).isHereAndAlive()).isFalse();
  }
}
