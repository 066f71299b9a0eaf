package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.git.Repositories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The script of {@code examples/gitops} as pipelines run it: jobs in clones of one repository, on
 * one world that goes on whatever becomes of them.
 */
@Tag("long")
@EnabledIf(
    value = "dev.phoenix.git.Repositories#isGitThere",
    disabledReason = "there is no program git: install it to try a pipeline")
class PipelineLongTest {
  private static final Path EXAMPLE = Path.of("examples/gitops");
  private static final String STATE = "state/fleet.state.json";

  @TempDir private Path temporary;
  private Repositories all;
  private Path mine;
  private LabDoors doors;

  /** How a job ended and what it printed. */
  private record Job(int exit, String said) {
    Job expect(int wanted) {
      assertThat(exit).as(said).isEqualTo(wanted);
      return this;
    }
  }

  /** A job that goes on. */
  private record Running(Process process, Path said) {
    Job join() throws Exception {
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).as(Files.readString(said)).isTrue();
      return new Job(process.exitValue(), Files.readString(said));
    }

    /** As a runner does that loses its patience: with all that the job has started. */
    void kill() {
      List<ProcessHandle> family =
          Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
      family.forEach(ProcessHandle::destroyForcibly);
      family.forEach(member -> member.onExit().join());
    }
  }

  @BeforeEach
  void begin() throws IOException {
    all = new Repositories(temporary);
    mine = all.begin(example());
    Path launcher = temporary.resolve("phoenix");
    String words =
        BuiltProgram.start().stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(launcher, "#!/bin/sh\nexec " + words + " \"$@\"\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    doors =
        LabDoors.of(
            PhoenixProcess.start(
                temporary.resolve("streams"), Map.of(), List.of("lab", "-C", mine.toString())));
  }

  @AfterEach
  void end() {
    doors.close();
  }

  private static Map<String, String> example() throws IOException {
    Map<String, String> files = new HashMap<>();
    try (Stream<Path> found = Files.walk(EXAMPLE)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String name = EXAMPLE.relativize(file).toString();
        if (!name.startsWith(".phoenix") && !name.startsWith("phoenix-out")) {
          files.put(name, Files.readString(file));
        }
      }
    }
    return files;
  }

  @Test
  void whatWasReviewedIsAppliedAndDriftIsToldFromChanges() throws Exception {
    Job _ = job(mine, "plan").expect(0);
    String hash = Files.readString(mine.resolve("phoenix-out/plan.hash")).strip();
    assertThat(mine.resolve("phoenix-out/plan.md"))
        .content()
        .startsWith("## Plan: 9 to create.\n")
        .contains("Hash: `" + hash + "`");

    Job _ = run(mine, Map.of("PHOENIX_EXPECT", "0".repeat(64)), "apply").join().expect(6);
    Job _ = run(mine, Map.of("PHOENIX_EXPECT", hash), "apply").join().expect(0);

    assertThat(all.git(mine, "log", "-1", "--format=%(trailers)", "origin/main"))
        .contains("Phoenix-Plan: " + hash)
        .contains("Phoenix-Config: " + all.git(mine, "rev-parse", "HEAD~1"));
    assertThat(all.git(mine, "show", "--format=", "--name-only", "origin/main")).isEqualTo(STATE);
    Job _ = job(mine, "drift").expect(0);

    String container =
        doors.docker("web1", "GET", "/containers/json").values().stream()
            .filter(it -> it.path("Names").toString().contains("blog"))
            .findAny()
            .orElseThrow()
            .path("Id")
            .asString();
    JsonNode _ = doors.docker("web1", "DELETE", "/containers/" + container + "?force=1");
    Job _ = job(mine, "drift").expect(3);
    edit(mine, "shop");
    Job _ = job(mine, "drift").expect(2);
  }

  @Test
  void twoMergesAtOnceBothArrive() throws Exception {
    Job _ = job(mine, "apply").expect(0);
    edit(mine, "blog");
    all.git(mine, "commit", "-qam", "Move the blog");
    all.git(mine, "push", "-q");
    Path theirs = clone("theirs");
    edit(theirs, "shop");
    all.git(theirs, "commit", "-qam", "Move the shop");
    all.git(theirs, "push", "-q");

    Running first = run(mine, Map.of(), "apply", "--host", "web1");
    Running second = run(theirs, Map.of(), "apply", "--host", "web2");
    Job one = first.join().expect(0);
    Job other = second.join().expect(0);

    assertThat(one.said() + other.said()).contains("Merged with another run's state and pushed");
    Path fresh = clone("fresh");
    assertThat(Files.readString(fresh.resolve(STATE))).contains("\"serial\": 3");
    assertThat(all.git(fresh, "log", "--format=%s"))
        .contains("Merge the state of origin/main: serial 3");
    Job _ = job(fresh, "drift").expect(0);
    nothingIsThereTwice();
  }

  @Test
  void aKilledJobIsCompletedByItsSuccessor() throws Exception {
    Running killed = run(mine, Map.of(), "apply", "--lab-latency", "15");
    Path journal = mine.resolve(STATE + ".journal");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(journal) || !Files.readString(journal).contains("server/web1")) {
      assertThat(System.nanoTime()).as("the journal begins").isLessThan(end);
      Thread.sleep(2);
    }
    killed.kill();
    assertThat(journal).exists();
    assertThat(mine.resolve(STATE)).doesNotExist();

    Job successor = job(mine, "apply").expect(0);

    assertThat(successor.said()).contains("a run before this one did not end");
    assertThat(journal).doesNotExist();
    assertThat(all.git(mine, "status", "--porcelain", "-b")).isEqualTo("## main...origin/main");
    Job _ = job(mine, "drift").expect(0);
    nothingIsThereTwice();
  }

  private void nothingIsThereTwice() {
    assertThat(Inventory.of(doors, true).names()).doesNotHaveDuplicates();
  }

  private Path clone(String name) throws IOException {
    Path clone = all.cloned(name);
    // The same world for all of them.
    Files.createSymbolicLink(clone.resolve(".phoenix"), mine.resolve(".phoenix"));
    return clone;
  }

  private static void edit(Path clone, String stack) {
    Path file = clone.resolve("stacks").resolve(stack).resolve("phoenix.json");
    try {
      Files.writeString(file, Files.readString(file).replace("8080", "8081"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Job job(Path clone, String verb) throws Exception {
    return run(clone, Map.of(), verb).join();
  }

  private Running run(Path clone, Map<String, String> environment, String... words)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "./phoenix-pipeline"));
    command.addAll(List.of(words));
    command.addAll(List.of("--lab", "--state", STATE));
    Path said = Files.createTempFile(temporary, "job", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(clone.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .redirectInput(Path.of("/dev/null").toFile());
    builder.environment().putAll(all.environment());
    builder.environment().put("PHOENIX", temporary.resolve("phoenix").toString());
    builder.environment().putAll(environment);
    return new Running(builder.start(), said);
  }
}
