package dev.phoenix.view;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Denial;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.Scope;
import dev.phoenix.plan.Still;
import dev.phoenix.planfile.PlanJson;
import dev.phoenix.resource.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A plan for a person: what changes, grouped by host; what stays is only counted. */
public final class PlanView {
  private final Style style;
  private final int width;
  private final ChangeView changes;

  PlanView(Style style, int width) {
    this.style = style;
    this.width = width;
    this.changes = new ChangeView(style, width);
  }

  /** For a plan that is the result. */
  public static PlanView ofResults(Terminal.Look look) {
    return new PlanView(look.out(), look.outWidth());
  }

  /** For a plan beside a result. */
  public static PlanView ofNotes(Terminal.Look look) {
    return new PlanView(look.err(), look.errWidth());
  }

  public String render(Plan plan) {
    return render(plan, Still.NONE);
  }

  /**
   * The same.
   *
   * @param more resources that stay as they are and are not in the plan
   */
  public String render(Plan plan, Still more) {
    List<Change> shown =
        plan.changes().stream().filter(change -> change.action() != Action.NO_OP).toList();
    List<Change> blocked = shown.stream().filter(PlanView::isBlocked).toList();
    List<Change> kept = blocked.stream().filter(change -> change.goesWith() == null).toList();
    List<Change> lost = blocked.stream().filter(change -> change.goesWith() != null).toList();
    List<Change> done = shown.stream().filter(change -> !change.isHeld()).toList();
    Still still = plan.still().plus(more);
    StringBuilder text = new StringBuilder();
    Grouping.of(done, Change::address)
        .forEach((group, members) -> section(text, style.bold(group), members, changes::render));
    deferred(text, shown);
    if (!lost.isEmpty()) {
      String title =
          style.red("Blocked") + ": goes with what it lives in, and cannot be made anew now";
      section(text, title, lost, changes::blocked);
    }
    if (!kept.isEmpty()) {
      String title = style.red("Blocked") + ": stays as it is, with what waits for it";
      section(text, title, kept, changes::blocked);
    }
    if (shown.isEmpty()) {
      return text + part(plan.scope()) + nothing(plan, still);
    }
    List<Change> planned = shown.stream().filter(change -> !isBlocked(change)).toList();
    denied(text, plan);
    text.append(legend(planned, !blocked.isEmpty()));
    text.append(still(still)).append(part(plan.scope()));
    return text.append(totals(done, plan.deferred(), blocked.size())).toString();
  }

  private void denied(StringBuilder text, Plan plan) {
    if (plan.denials().isEmpty()) {
      return;
    }
    text.append(style.red("Denied"))
        .append(": nothing of this plan is done while this stands in it\n");
    for (Denial denial : plan.denials()) {
      text.append("  ").append(style.bold(denial.address().toString())).append('\n');
      String why = style.hint(denial.why());
      for (String line : Wrap.lines(why, width - ChangeView.INDENT.length())) {
        text.append(ChangeView.INDENT).append(line).append('\n');
      }
    }
    text.append('\n');
  }

  private void deferred(StringBuilder text, List<Change> shown) {
    SortedMap<Address, List<Change>> waiting = new TreeMap<>();
    for (Change change : shown) {
      if (change.deferredTo() != null) {
        waiting.computeIfAbsent(change.deferredTo(), _ -> new ArrayList<>()).add(change);
      }
    }
    waiting.forEach((ground, members) -> {
      String title =
          style.yellow("Deferred")
              + ": nobody can look at it now; an apply plans it as soon as "
              + ground
              + " is up";
      section(text, title, members, changes::deferred);
    });
  }

  private static void section(
      StringBuilder text, String title, List<Change> members, Function<Change, String> form) {
    text.append(title).append('\n');
    members.parallelStream().map(form).toList().forEach(text::append);
    text.append('\n');
  }

  private static boolean isBlocked(Change change) {
    return change.blocked() != null;
  }

  /** How many are not shown; empty if there are none. */
  static String still(Still still) {
    return (still.unchanged() == 0
            ? ""
            : count(still.unchanged(), "resource") + " unchanged, not shown.\n")
        + (still.unseen() == 0
            ? ""
            : count(still.unseen(), "resource")
                + " could not be looked at: what was recorded counts.\n");
  }

  /** That it is about a part of the fleet; empty if it is about all of it. */
  static String part(Scope scope) {
    if (scope.alone() || scope.isEverything()) {
      return "";
    }
    List<String> named = new ArrayList<>();
    scope.targets().stream().map(Object::toString).sorted().forEach(named::add);
    scope.hosts().stream().sorted().map(host -> "host " + host).forEach(named::add);
    String without =
        scope.excludes().stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    return "A part only: "
        + (named.isEmpty() ? "all" : String.join(", ", named) + " and what that needs")
        + (without.isEmpty() ? "" : " but " + without + " and what needs that")
        + ".\n";
  }

  String nothing(Plan plan, Still still) {
    int unchanged = still.unchanged() + still.unseen();
    // Only a destroy leaves something alone that is in the files and not recorded.
    if (unchanged > 0
        && plan.changes().stream().allMatch(c -> c.desired() != null && c.recorded() == null)) {
      return style.green("No changes.") + " Nothing is recorded, so there is nothing to destroy.\n";
    }
    return style.green("No changes.")
        + (unchanged == 0
            ? " No host is in the files, and nothing in the state. Add \"hosts\" to"
                + " phoenix_hypervisor_config.json; examples/ shows how.\n"
            : still.unseen() == 0
                ? " The world is as the files want it: "
                    + count(unchanged, "resource")
                    + " unchanged.\n"
                : " As far as anybody could look, the world is as the files want it: "
                    + count(still.unchanged(), "resource")
                    + " unchanged, "
                    + still.unseen()
                    + " could not be looked at.\n");
  }

  private String legend(List<Change> planned, boolean blocked) {
    Set<Action> used = new TreeSet<>();
    planned.forEach(change -> used.add(change.action()));
    List<String> signs = new ArrayList<>();
    used.forEach(action -> signs.add(changes.sign(action) + " " + PlanJson.word(action)));
    if (blocked) {
      signs.add(changes.blockedSign() + " blocked");
    }
    return String.join("   ", signs) + "\n";
  }

  /** One line: {@code Plan: 3 to create, 1 to update; 2 blocked.} A replace counts once. */
  String totals(List<Change> done, int deferred, int blocked) {
    SortedMap<Action, Integer> totals = new TreeMap<>();
    done.forEach(change -> totals.merge(change.action(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    totals.forEach((action, count) -> parts.add(count + " to " + PlanJson.word(action)));
    String todo = parts.isEmpty() ? "nothing can be done" : String.join(", ", parts);
    String later = deferred == 0 ? "" : "; " + style.yellow(deferred + " deferred");
    String end = blocked == 0 ? "" : "; " + style.red(blocked + " blocked");
    return style.bold("Plan: ") + todo + later + end + ".\n";
  }

  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
