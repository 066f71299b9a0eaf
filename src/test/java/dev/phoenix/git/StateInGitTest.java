package dev.phoenix.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commits and pushes of the state with the real program, between clones of a bare repository. */
@EnabledIf(
    value = "dev.phoenix.git.Repositories#isGitThere",
    disabledReason = "there is no program git: install it to try commits of the state")
final class StateInGitTest {
  private static final String STATE = "state/fleet.state.json";

  @TempDir private Path temporary;
  private Repositories all;
  private Path mine;

  @BeforeEach
  void clones() {
    all = new Repositories(temporary);
    mine = all.begin(Map.of(STATE, state(1, Map.of("tag/a", "1")), "other.txt", "one\n"));
  }

  @Test
  void commitsTheStateAndNothingElse() throws Exception {
    Files.writeString(mine.resolve(STATE), state(2, Map.of("tag/a", "2")));
    Files.writeString(mine.resolve("other.txt"), "two\n");
    Files.writeString(mine.resolve("staged.txt"), "new\n");
    all.git(mine, "add", "staged.txt");
    Diagnostics diagnostics = new Diagnostics();
    StateInGit state = found(mine, false);

    assertThat(state.commit("Record\n\nPhoenix-Serial: 2\n", diagnostics)).isTrue();
    assertThat(state.commit("Again", diagnostics)).isFalse();

    assertThat(said(diagnostics)).isEmpty();
    assertThat(all.git(mine, "show", "--format=%(trailers:key=Phoenix-Serial)", "--name-only"))
        .isEqualTo("Phoenix-Serial: 2\n\n\n" + STATE);
    assertThat(all.git(mine, "status", "--porcelain"))
        .contains("M other.txt")
        .contains("A  staged.txt");
    assertThat(state.configuration(mine)).endsWith("-dirty");
  }

  @Test
  void commitsAStateThatGitDoesNotKnowYet() throws Exception {
    Path state = mine.resolve("new/place/fleet.state.json");
    StateInGit found = Objects.requireNonNull(find(state, false, new Diagnostics()));
    Files.createDirectories(state.getParent());
    Files.writeString(state, state(1, Map.of()));

    assertThat(found.commit("Record", new Diagnostics())).isTrue();
    assertThat(all.git(mine, "show", "--format=", "--name-only"))
        .isEqualTo("new/place/fleet.state.json");
    assertThat(found.configuration(mine)).matches("[0-9a-f]{40}");
  }

  @Test
  void aPushThatComesSecondIsMergedByResource() throws Exception {
    Path theirs = all.cloned("theirs");
    change(theirs, 4, Map.of("tag/a", "1", "tag/theirs", "1"));
    Files.writeString(theirs.resolve("other.txt"), "theirs\n");
    all.git(theirs, "commit", "-qam", "Another change");
    all.git(theirs, "push", "-q");
    change(mine, 2, Map.of("tag/a", "2"));
    Files.writeString(mine.resolve("unrelated.txt"), "mine\n");
    Diagnostics diagnostics = new Diagnostics();

    assertThat(push(mine, diagnostics))
        .isEqualTo("Merged with another run's state and pushed to origin/main.");

    String merged = state(5, Map.of("tag/a", "2", "tag/theirs", "1"));
    assertThat(said(diagnostics)).isEmpty();
    assertThat(Files.readString(mine.resolve(STATE))).isEqualTo(merged);
    assertThat(all.git(mine, "show", "origin/main:" + STATE) + "\n").isEqualTo(merged);
    assertThat(mine.resolve("other.txt")).hasContent("theirs");
    assertThat(all.git(mine, "status", "--porcelain")).isEqualTo("?? unrelated.txt");
    assertThat(push(mine, new Diagnostics())).isEqualTo("Nothing to push.");
  }

  @Test
  void aPushThatChangedTheSameStopsWithBothSidesShown() throws Exception {
    Path theirs = all.cloned("theirs");
    change(theirs, 2, Map.of("tag/b", "1"));
    all.git(theirs, "push", "-q");
    change(mine, 2, Map.of("tag/a", "2", "tag/b", "2"));
    String commit = all.git(mine, "rev-parse", "HEAD");
    Diagnostics diagnostics = new Diagnostics();

    assertThat(push(mine, diagnostics)).isNull();

    assertThat(said(diagnostics))
        .contains("tag/a: changed here, deleted there")
        .contains("tag/b: created here, created there")
        .contains("git checkout origin/main -- " + STATE);
    assertThat(all.git(mine, "rev-parse", "HEAD")).isEqualTo(commit);
    assertThat(all.git(mine, "status", "--porcelain")).isEmpty();
  }

  @Test
  void aPushThatNeverArrivesLeavesTheCommit() throws Exception {
    change(mine, 2, Map.of("tag/a", "2"));
    String commit = all.git(mine, "rev-parse", "HEAD");
    StateInGit state = found(mine, true);
    all.git(mine, "remote", "set-url", "origin", temporary.resolve("gone").toString());
    Diagnostics diagnostics = new Diagnostics();

    assertThat(push(state, diagnostics)).isNull();

    assertThat(said(diagnostics))
        .contains("the state was committed and not pushed")
        .contains("Nothing is lost");
    assertThat(all.git(mine, "rev-parse", "HEAD")).isEqualTo(commit);
  }

  @Test
  void statesOfDifferentFleetsAreNotMerged() throws Exception {
    Path theirs = all.cloned("theirs");
    Files.writeString(
        theirs.resolve(STATE), state(9, Map.of()).replace("of-the-fleet", "of-another"));
    all.git(theirs, "commit", "-qam", "Another fleet");
    all.git(theirs, "push", "-q");
    change(mine, 2, Map.of("tag/a", "2"));
    Diagnostics diagnostics = new Diagnostics();

    assertThat(push(mine, diagnostics)).isNull();
    assertThat(said(diagnostics)).contains("of-the-fleet here and of-another there");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ignored | cannot commit state/fleet.state.json: git is told to ignore it",
        "nameless | needs a name for its commits, and git knows none",
        "merging | in the middle of a merge or rebase",
        "detached | needs a branch with an upstream",
        "outside | is in none",
        "gone | --push cannot push to origin/main",
        "silent | --push cannot push to origin/main",
      })
  void saysBeforehandWhatIsMissing(String what, String message) throws Exception {
    Path file = mine.resolve(STATE);
    switch (what) {
      case "ignored" -> {
        all.git(mine, "rm", "-q", STATE);
        Files.writeString(mine.resolve(".gitignore"), "state/\n");
      }
      case "nameless" -> {
        all.git(mine, "config", "user.useConfigOnly", "true");
        all.git(mine, "config", "--unset", "user.email");
      }
      case "merging" ->
          Files.writeString(mine.resolve(".git/MERGE_HEAD"), all.git(mine, "rev-parse", "HEAD"));
      case "gone" ->
          all.git(mine, "remote", "set-url", "origin", temporary.resolve("gone").toString());
      case "silent" -> all.git(mine, "remote", "set-url", "origin", "http://127.0.0.1:1/x.git");
      case "detached" -> all.git(mine, "checkout", "-q", "--detach");
      default -> file = Files.createDirectory(temporary.resolve("plain")).resolve("x.json");
    }
    Diagnostics diagnostics = new Diagnostics();

    assertThat(find(file, true, diagnostics)).isNull();
    assertThat(said(diagnostics)).contains(message);
  }

  /** A hook of the user's is told what git is told. */
  @Test
  void noHookSeesTheVariablesThatSecretsComeFrom() throws Exception {
    Path hook = mine.resolve(".git/hooks/pre-commit");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\nenv > \"$SEEN\"\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    Path seen = temporary.resolve("seen");
    Map<String, String> environment = new TreeMap<>(all.environment());
    environment.putAll(
        Map.of(
            "SEEN",
            seen.toString(),
            "ADMIN_PASSWORD",
            "planted-1",
            "CI_JOB_TOKEN",
            "token-of-git"));
    Files.writeString(mine.resolve(STATE), state(2, Map.of("tag/a", "2")));
    Diagnostics diagnostics = new Diagnostics();

    StateInGit found =
        Objects.requireNonNull(
            StateInGit.find(
                mine.resolve(STATE),
                false,
                environment,
                Set.of("ADMIN_PASSWORD", "HOME", "PATH"),
                diagnostics));
    assertThat(found.commit("Record", diagnostics)).isTrue();

    assertThat(Files.readAllLines(seen))
        .contains("CI_JOB_TOKEN=token-of-git")
        .anyMatch(line -> line.startsWith("PATH="))
        .noneMatch(line -> line.contains("ADMIN_PASSWORD") || line.contains("planted-1"));
  }

  private @Nullable StateInGit find(Path file, boolean push, Diagnostics diagnostics)
      throws InterruptedException {
    return StateInGit.find(file, push, all.environment(), Set.of(), diagnostics);
  }

  private StateInGit found(Path clone, boolean push) throws InterruptedException {
    Diagnostics diagnostics = new Diagnostics();
    StateInGit found = find(clone.resolve(STATE), push, diagnostics);
    return Objects.requireNonNull(found, () -> said(diagnostics));
  }

  private @Nullable String push(Path clone, Diagnostics diagnostics) throws InterruptedException {
    return push(found(clone, true), diagnostics);
  }

  private static @Nullable String push(StateInGit state, Diagnostics diagnostics)
      throws InterruptedException {
    return new StatePush(
            state,
            what -> {
              what.run();
              return true;
            })
        .push(diagnostics);
  }

  private void change(Path clone, long serial, Map<String, String> tags) throws Exception {
    Files.writeString(clone.resolve(STATE), state(serial, tags));
    assertThat(found(clone, true).commit("Record", new Diagnostics())).isTrue();
  }

  private static String said(Diagnostics diagnostics) {
    return diagnostics.sorted().stream()
        .map((Diagnostic it) -> it.summary() + "\n" + it.detail())
        .collect(Collectors.joining("\n"));
  }

  /** Written as the program writes it. */
  private static String state(long serial, Map<String, String> tags) {
    String resources =
        new TreeMap<>(tags)
            .entrySet().stream()
                .map(tag ->
                    """
                    "%s": {
                      "attributes": {
                        "color": "%s"
                      },
                      "status": "ok"
                    }\
                    """
                        .indent(4)
                        .stripTrailing()
                        .formatted(tag.getKey(), tag.getValue()))
                .collect(Collectors.joining(",\n"));
    return """
    {
      "format": 2,
      "lineage": "of-the-fleet",
      "serial": %d,
      "resources": %s
    }
    """
        .formatted(serial, resources.isEmpty() ? "{}" : "{\n" + resources + "\n  }");
  }
}
