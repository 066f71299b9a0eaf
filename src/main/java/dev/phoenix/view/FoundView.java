package dev.phoenix.view;

import dev.phoenix.plan.AttributeChange;
import dev.phoenix.plan.Change;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Stray;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What was found in the world and is not recorded, for a person. */
public final class FoundView {
  private final Style style;

  public FoundView(Style style) {
    this.style = style;
  }

  /** {@code id 5, instance 3f6c}. */
  public static String identity(Identity identity) {
    return identity.parts().entrySet().stream()
        .map(part -> part.getKey() + " " + part.getValue())
        .collect(Collectors.joining(", "));
  }

  /** What can be recorded, each with what the world calls it and whether it is as wanted. */
  public String found(List<Change> changes) {
    StringBuilder text = new StringBuilder();
    for (Change change : changes) {
      text.append(style.green("+ ")).append(style.bold(change.address().toString()));
      if (change.observed() instanceof Observation.Present present) {
        text.append("  ").append(identity(present.identity()));
      }
      String differing =
          change.differences().stream()
              .filter(FoundView::isSeen)
              .map(AttributeChange::path)
              .collect(Collectors.joining(", "));
      if (!differing.isEmpty()) {
        text.append(style.yellow("  differs in ")).append(differing);
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** What the world does not show is recorded as the files say it. */
  private static boolean isSeen(AttributeChange difference) {
    return difference.before() != null && difference.onChange() != Rule.OnChange.RECORD;
  }

  /** What was made by phoenix and is in no file and no state of this workspace. */
  public String strays(Collection<Stray> strays) {
    StringBuilder text = new StringBuilder();
    for (Stray stray : strays) {
      text.append(style.yellow("? "))
          .append(style.bold(stray.owner().toString()))
          .append("  ")
          .append(stray.what())
          .append('\n')
          .append(ChangeView.INDENT)
          .append(stray.sign())
          .append(" and is in no file here: another workspace's, or forgotten\n");
    }
    return text.toString();
  }

  /** What looks like something of the files and is somebody else's. */
  public String others(List<Change> changes) {
    StringBuilder text = new StringBuilder();
    for (Change change : changes) {
      text.append(style.yellow("? ")).append(style.bold(change.address().toString())).append('\n');
      String why = style.hint(change.blocked() == null ? "" : change.blocked());
      for (String line : Wrap.lines(why, 96)) {
        text.append(ChangeView.INDENT).append(line).append('\n');
      }
    }
    return text.toString();
  }
}
