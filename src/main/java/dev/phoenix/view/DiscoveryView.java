package dev.phoenix.view;

import dev.phoenix.discovery.Draft;
import dev.phoenix.discovery.LeftOut;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What was found in the world and what is to be written of it, for a person. */
public final class DiscoveryView {
  private static final int WIDTH = 96;

  private final Style style;
  private final Set<String> set;

  /**
   * A view.
   *
   * @param set names of the environment variables that are set
   */
  public DiscoveryView(Style style, Set<String> set) {
    this.style = style;
    this.set = Set.copyOf(set);
  }

  /** What stands in no file, each with the reason. */
  public String leftOut(Collection<LeftOut> all) {
    StringBuilder text = new StringBuilder();
    for (LeftOut one : all) {
      text.append(style.yellow("? ")).append(style.bold(one.what())).append('\n');
      indented(one.why(), text);
    }
    return text.toString();
  }

  private void indented(String words, StringBuilder text) {
    for (String line : Wrap.lines(style.hint(words), WIDTH)) {
      text.append(ChangeView.INDENT).append(line).append('\n');
    }
  }

  /** The files that are written. */
  public String files(Draft draft) {
    StringBuilder text = new StringBuilder();
    draft
        .files()
        .keySet()
        .forEach(file -> {
          text.append(style.green("> ")).append(style.bold(file)).append('\n');
          List<String> written = draft.written().getOrDefault(file, List.of());
          if (!written.isEmpty()) {
            indented(String.join(", ", written), text);
          }
        });
    return text.toString();
  }

  /** Environment variables that the next command needs. */
  public String variables(Draft draft) {
    StringBuilder text = new StringBuilder();
    draft
        .variables()
        .forEach((name, variable) -> {
          if (!set.contains(name)) {
            text.append(ChangeView.INDENT)
                .append(name)
                .append("  ")
                .append(variable.of())
                .append('\n');
          }
        });
    return text.isEmpty()
        ? ""
        : "Secrets are in no file. Set these before the next command, to what they are there:\n"
            + text;
  }
}
