package dev.phoenix.view;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** A plan for a person: what changes, grouped by host; what stays is only counted. */
public final class PlanView {
  private final Style style;
  private final ChangeView changes;

  public PlanView(Style style) {
    this.style = style;
    this.changes = new ChangeView(style);
  }

  public String render(Plan plan) {
    List<Change> shown =
        plan.changes().stream().filter(change -> change.action() != Action.NO_OP).toList();
    int unchanged = plan.changes().size() - shown.size();
    StringBuilder text = new StringBuilder();
    Grouping.of(shown, Change::address)
        .forEach((group, members) -> {
          text.append(style.bold(group)).append('\n');
          members.forEach(change -> text.append(changes.render(change)));
          text.append('\n');
        });
    if (shown.isEmpty()) {
      return text + nothing(plan, unchanged);
    }
    text.append(legend(shown));
    if (unchanged > 0) {
      text.append(count(unchanged, "resource")).append(" unchanged, not shown.\n");
    }
    return text.append(totals(plan)).toString();
  }

  private String nothing(Plan plan, int unchanged) {
    // Only a destroy leaves something alone that is in the files and not recorded.
    if (unchanged > 0
        && plan.changes().stream().allMatch(c -> c.desired() != null && c.recorded() == null)) {
      return style.green("No changes.") + " Nothing is recorded, so there is nothing to destroy.\n";
    }
    return style.green("No changes.")
        + (unchanged == 0
            ? " No host is in the files, and nothing in the state.\n"
            : " The world is as the files want it: "
                + count(unchanged, "resource")
                + " unchanged.\n");
  }

  private String legend(List<Change> shown) {
    Set<Action> used = new TreeSet<>();
    shown.forEach(change -> used.add(change.action()));
    List<String> signs = new ArrayList<>();
    used.forEach(action -> signs.add(changes.sign(action) + " " + ChangeView.word(action)));
    return String.join("   ", signs) + "\n";
  }

  /** One line: {@code Plan: 3 to create, 1 to update.} A replace counts once. */
  public String totals(Plan plan) {
    SortedMap<Action, Integer> totals = plan.totals();
    List<String> parts = new ArrayList<>();
    for (Map.Entry<Action, Integer> total : totals.entrySet()) {
      if (total.getKey() != Action.NO_OP) {
        parts.add(total.getValue() + " to " + ChangeView.word(total.getKey()));
      }
    }
    long blocked = plan.changes().stream().filter(change -> change.blocked() != null).count();
    String end = blocked == 0 ? "" : "; " + style.red(blocked + " blocked");
    return style.bold("Plan: ") + String.join(", ", parts) + end + ".\n";
  }

  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
