package dev.phoenix.lab.host;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed piece of shell text; words are kept as written, quotes included. */
sealed interface ShellNode {
  record Simple(List<String> words, List<Redirect> redirects) implements ShellNode {}

  record Pipe(List<ShellNode> parts) implements ShellNode {}

  record Both(ShellNode first, boolean onSuccess, ShellNode second) implements ShellNode {}

  record Not(ShellNode node) implements ShellNode {}

  record Sequence(List<ShellNode> nodes) implements ShellNode {}

  record If(ShellNode condition, ShellNode then, @Nullable ShellNode otherwise)
      implements ShellNode {}

  record Case(String word, List<Arm> arms) implements ShellNode {}

  record Group(ShellNode body, List<Redirect> redirects) implements ShellNode {}

  /** What is done where one of the patterns fits. */
  record Arm(List<String> patterns, ShellNode body) {}

  /**
   * A redirection.
   *
   * @param operator {@code <}, {@code >} or {@code >>}
   * @param target a word, or {@code &1} and {@code &2}
   */
  record Redirect(int descriptor, String operator, String target) {}
}
