package dev.phoenix.git;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.state.StateMerge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Brings the commits of a branch to its upstream. Where another run was faster, the states are
 * merged in a commit that touches neither work tree nor index before it has arrived, so that
 * whatever ends this leaves the local commit as it was.
 */
public final class StatePush {
  private static final int ATTEMPTS = 6;

  private final Git git;
  private final String path;
  private final WhileAlone alone;

  /** Does something while nobody else writes the state. */
  @FunctionalInterface
  public interface WhileAlone {
    /** False if somebody else has the state. */
    boolean run(Runnable what);
  }

  public StatePush(StateInGit state, WhileAlone alone) {
    this.git = state.git();
    this.path = state.path();
    this.alone = alone;
  }

  /**
   * Pushes what is not there yet.
   *
   * @return what was done, for the person; null if it did not arrive, which the diagnostics say
   */
  public @Nullable String push(Diagnostics diagnostics) throws InterruptedException {
    String head = git.ask("rev-parse", "HEAD");
    Upstream upstream = Upstream.of(git);
    if (contains(upstream.tracking(), head)) {
      return "Nothing to push.";
    }
    String pushed = head;
    Git.Answer refused = new Git.Answer(1, new byte[0], "");
    boolean news = true;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      refused = git.run("push", "-q", upstream.remote(), pushed + ":" + upstream.branch());
      if (refused.isGood()) {
        return pushed.equals(head)
            ? "Pushed to " + upstream.name() + "."
            : arrived(upstream, pushed);
      }
      Git.Answer fetched = git.run("fetch", "-q", upstream.remote());
      boolean behind = fetched.isGood() && !contains(pushed, upstream.tracking());
      if (!behind && !news) {
        break;
      }
      // Once more without news: whoever pushes at this moment has the branch locked.
      news = behind;
      if (behind) {
        String merged = merge(head, upstream, diagnostics);
        if (merged == null) {
          return null;
        }
        pushed = merged;
      }
    }
    diagnostics.add(
        Diagnostic.error(
            "the state was committed and not pushed", "git said: " + refused.problem() + wayOut()));
    return null;
  }

  private static String wayOut() {
    return "\nNothing is lost: the commit is on the local branch. When the cause is gone, run the same"
        + " again, which pushes it, or git push.";
  }

  private boolean contains(String commit, String other) throws InterruptedException {
    return git.run("merge-base", "--is-ancestor", other, commit).isGood();
  }

  /** A commit that has both sides; null if they cannot be put together. */
  private @Nullable String merge(String head, Upstream upstream, Diagnostics diagnostics)
      throws InterruptedException {
    String base = git.ask("merge-base", head, upstream.tracking());
    if (base.isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
              "the state was committed and not pushed: " + upstream.name() + " is another history",
              "It has no commit in common with the local branch." + wayOut()));
      return null;
    }
    return switch (StateMerge.of(at(base), at(head), at(upstream.tracking()))) {
      case StateMerge.Merged(byte[] state, long serial) ->
          commit(base, head, upstream, state, serial, diagnostics);
      case StateMerge.Impossible(String why) -> {
        diagnostics.add(
            Diagnostic.error(
                "the state was committed and not pushed: it does not go together with "
                    + upstream.name(),
                why
                    + "\nNothing is lost: the commit is on the local branch. To go on with the state of"
                    + " the other side, from which what this run made is found by its name:\n"
                    + "git merge --no-commit %1$s\ngit checkout %1$s -- %2$s\ngit commit --no-edit\n"
                        .formatted(upstream.name(), path)
                    + "and run the same again."));
        yield null;
      }
    };
  }

  private byte @Nullable [] at(String commit) throws InterruptedException {
    Git.Answer answer = git.run("cat-file", "blob", commit + ":" + path);
    return answer.isGood() ? answer.bytes() : null;
  }

  /** In an index of its own. */
  private @Nullable String commit(
      String base,
      String head,
      Upstream upstream,
      byte[] state,
      long serial,
      Diagnostics diagnostics)
      throws InterruptedException {
    try {
      Path folder = Files.createTempDirectory("phoenix-merge");
      Path index = folder.resolve("index");
      try {
        Git aside = git.with("GIT_INDEX_FILE", index.toString());
        Git.Answer read =
            aside.run("read-tree", "-i", "-m", "--aggressive", base, head, upstream.tracking());
        String blob = aside.feed(state, "hash-object", "-w", "--stdin").text();
        Git.Answer put =
            aside.run("update-index", "--add", "--cacheinfo", "100644," + blob + "," + path);
        Git.Answer tree = aside.run("write-tree");
        if (!read.isGood() || !put.isGood() || !tree.isGood()) {
          diagnostics.add(
              Diagnostic.error(
                  "the state was committed and not pushed: other files were changed on both sides",
                  "Merge them (git pull), then git push. Where git finds a conflict in the state file"
                      + " too, take that of "
                      + upstream.name()
                      + " and run phoenix plan."
                      + wayOut()));
          return null;
        }
        String message =
            "Merge the state of %s: serial %d\n\nPhoenix-Serial: %d\n"
                .formatted(upstream.name(), serial, serial);
        return aside.ask(
            "commit-tree", tree.text(), "-p", head, "-p", upstream.tracking(), "-m", message);
      } finally {
        Files.deleteIfExists(index);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Brings the local branch after what has arrived. */
  private String arrived(Upstream upstream, String merged) {
    boolean[] followed = new boolean[1];
    boolean alone = this.alone.run(() -> followed[0] = follow(merged));
    String text = "Merged with another run's state and pushed to " + upstream.name() + ".";
    return alone && followed[0]
        ? text
        : text + " The local branch is behind it: git pull brings it there.";
  }

  private boolean follow(String merged) {
    try {
      return git.run("merge", "-q", "--ff-only", merged).isGood();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
