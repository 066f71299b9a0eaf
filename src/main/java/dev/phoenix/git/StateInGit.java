package dev.phoenix.git;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A state file in a work tree of git, in which it can be committed.
 *
 * @param git at the top of the work tree
 * @param path of the file from there
 */
public record StateInGit(Git git, String path) {
  private static final List<String> UNDER_WAY =
      List.of("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply");

  /**
   * Looks whether everything is there that a commit needs, and a push if there is to be one.
   *
   * @param environment of git
   * @param secrets names of variables in it that are nothing to git
   * @return null if something is missing; the diagnostics say what
   */
  public static @Nullable StateInGit find(
      Path file,
      boolean push,
      Map<String, String> environment,
      Set<String> secrets,
      Diagnostics diagnostics)
      throws InterruptedException {
    try {
      Path state = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath().normalize();
      Git git = new Git(existing(state), environment, withheld(secrets));
      String top = git.ask("rev-parse", "--show-toplevel");
      if (top.isEmpty()) {
        diagnostics.add(
            Diagnostic.error(
                "--commit needs the state in a git repository, and " + state + " is in none",
                "Put the workspace into one (git init), or name a state file in one with --state."));
        return null;
      }
      // Asked from the folder, because the top may be written in another way, as behind a link.
      String prefix = git.ask("rev-parse", "--show-prefix");
      String path = prefix + git.folder().relativize(state).toString().replace('\\', '/');
      StateInGit found = new StateInGit(git.in(Path.of(top)), path);
      List<Diagnostic> problems = found.problems(push);
      problems.forEach(diagnostics::add);
      return problems.isEmpty() ? found : null;
    } catch (UncheckedIOException | IOException e) {
      diagnostics.add(
          Diagnostic.error(
              "--commit needs the program git, and it cannot be started",
              "Install git, or leave --commit out."));
      return null;
    }
  }

  /** Without these no program finds its way, whoever else reads them. */
  private static Set<String> withheld(Set<String> secrets) {
    Set<String> withheld = new HashSet<>(secrets);
    withheld.removeAll(Set.of("HOME", "PATH"));
    return withheld;
  }

  /** The folder of the state, or what there is of it before the first apply. */
  private static Path existing(Path file) {
    Path folder = file.getParent();
    while (folder != null && !Files.isDirectory(folder)) {
      folder = folder.getParent();
    }
    return folder == null ? Path.of("/") : folder;
  }

  private List<Diagnostic> problems(boolean push) throws InterruptedException {
    List<Diagnostic> problems = new ArrayList<>();
    if (git.run("check-ignore", "-q", "--", path).isGood()) {
      problems.add(
          Diagnostic.error(
              "--commit cannot commit " + path + ": git is told to ignore it",
              "Name a state file that is not ignored with --state. (The lab keeps its own state in"
                  + " .phoenix, which is not for git.)"));
    }
    Git.Answer author = git.run("var", "GIT_AUTHOR_IDENT");
    if (!author.isGood() || !git.run("var", "GIT_COMMITTER_IDENT").isGood()) {
      problems.add(
          Diagnostic.error(
              "--commit needs a name for its commits, and git knows none",
              "Set git config user.name and user.email, or GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL,"
                  + " GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL."));
    }
    List<String> underWay = new ArrayList<>();
    for (String name : UNDER_WAY) {
      String place = git.ask("rev-parse", "--git-path", name);
      if (!place.isEmpty() && Files.exists(git.folder().resolve(place))) {
        underWay.add(name);
      }
    }
    if (!underWay.isEmpty()) {
      problems.add(
          Diagnostic.error(
              "--commit cannot commit in the middle of a merge or rebase",
              String.join(", ", underWay)
                  + " is there. End it first: git status says how. Nothing was changed."));
    }
    if (push && git.ask("rev-parse", "--symbolic-full-name", "@{upstream}").isEmpty()) {
      problems.add(
          Diagnostic.error(
              "--push needs a branch with an upstream, and there is none",
              "Check out the branch by its name and say where it belongs: git branch"
                  + " --set-upstream-to=origin/main. Nothing was changed."));
    } else if (push && problems.isEmpty()) {
      tryPush().ifPresent(problems::add);
    }
    return problems;
  }

  /** Asks the remote whether it would take a push, without one: before the world is changed. */
  private Optional<Diagnostic> tryPush() throws InterruptedException {
    Upstream upstream = Upstream.of(git);
    Git.Answer answer =
        git.run(
            "push",
            "--dry-run",
            "--no-verify",
            "--porcelain",
            upstream.remote(),
            "HEAD:" + upstream.branch());
    // A branch that is further by now has answered too: the states are merged then.
    return answer.isGood() || answer.text().contains("!\t")
        ? Optional.empty()
        : Optional.of(
            Diagnostic.error(
                "--push cannot push to " + upstream.name(),
                "git said: "
                    + answer.problem()
                    + "\nNothing was changed. Put that right, or leave --push out and push later. A"
                    + " variable that the files take a secret from is withheld from git: give its"
                    + " credentials by another."));
  }

  /** The commit of the files that a run works by; empty if they are in no repository. */
  public String configuration(Path workspace) throws InterruptedException {
    Git there = git.in(workspace.toAbsolutePath());
    String commit = there.ask("rev-parse", "--verify", "-q", "HEAD");
    String changed =
        there
                .ask(
                    "status",
                    "--porcelain",
                    "--",
                    ".",
                    ":(exclude).phoenix",
                    ":(top,exclude)" + path + "*")
                .isEmpty()
            ? ""
            : "-dirty";
    return commit.isEmpty() ? "" : commit + changed;
  }

  /**
   * Commits the state file and nothing else; what else is staged stays so.
   *
   * @param message with its trailers
   * @return whether there was something to commit and it was done
   */
  public boolean commit(String message, Diagnostics diagnostics) throws InterruptedException {
    if (git.ask("status", "--porcelain", "--", literal()).isEmpty()) {
      return false;
    }
    // A file that git does not know yet cannot be committed by its name.
    Git.Answer answer = git.run("add", "--", literal());
    if (answer.isGood()) {
      answer = git.run("commit", "-q", "-m", message, "--only", "--", literal());
    }
    if (!answer.isGood()) {
      diagnostics.add(
          Diagnostic.error(
              "the state was written and not committed",
              "git said: "
                  + answer.problem()
                  + "\nNothing is lost: commit "
                  + path
                  + " yourself, or run the same again."));
    }
    return answer.isGood();
  }

  /** As git reads it where a star would stand for others. */
  private String literal() {
    return ":(top,literal)" + path;
  }
}
