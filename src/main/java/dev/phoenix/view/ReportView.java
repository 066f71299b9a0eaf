package dev.phoenix.view;

import dev.phoenix.apply.Outcome;
import dev.phoenix.apply.Report;
import dev.phoenix.plan.Plan;
import dev.phoenix.resource.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an apply did, for a person: failures first, then what was left out, then the count. */
public final class ReportView {
  private final Style style;

  public ReportView(Style style) {
    this.style = style;
  }

  /**
   * The report as text.
   *
   * @param plan that was carried out
   * @param resume the command that goes on where this run ended; null if the run itself goes on
   */
  public String render(Report report, Plan plan, @Nullable String resume) {
    StringBuilder text = new StringBuilder();
    for (Outcome.Failed failed : report.of(Outcome.Failed.class)) {
      text.append(style.red("failed  "))
          .append(style.bold(failed.step().address().toString()))
          .append('\n');
      for (String line : Wrap.lines(style.hint(failed.message()), 96)) {
        text.append("        ").append(line).append('\n');
      }
    }
    skipped(report)
        .forEach((because, addresses) ->
            text.append(style.yellow("skipped "))
                .append(String.join(", ", addresses))
                .append(" because of ")
                .append(because)
                .append('\n'));
    List<Outcome.NotStarted> waiting = report.of(Outcome.NotStarted.class);
    if (!waiting.isEmpty()) {
      text.append(style.yellow("not started "))
          .append(
              String.join(
                  ", ",
                  waiting.stream().map(o -> o.step().address().toString()).distinct().toList()))
          .append('\n');
    }
    text.append(totals(report, plan, resume == null));
    if (resume != null && !isComplete(report, plan)) {
      text.append("To go on from here: ").append(style.bold(resume)).append('\n');
    }
    return text.toString();
  }

  private static boolean isComplete(Report report, Plan plan) {
    return report.isComplete() && plan.blocked() == 0 && plan.deferred() == 0;
  }

  private static SortedMap<Address, List<String>> skipped(Report report) {
    SortedMap<Address, List<String>> skipped = new TreeMap<>();
    for (Outcome.Skipped outcome : report.of(Outcome.Skipped.class)) {
      List<String> addresses =
          skipped.computeIfAbsent(outcome.because(), because -> new ArrayList<>());
      String address = outcome.step().address().toString();
      if (!addresses.contains(address)) {
        addresses.add(address);
      }
    }
    return skipped;
  }

  private String totals(Report report, Plan plan, boolean goesOn) {
    Map<String, Integer> counts = new TreeMap<>();
    report.of(Outcome.Done.class).stream()
        .map(done ->
            switch (done.step().operation()) {
              case CREATE -> "created";
              case UPDATE -> "changed";
              case DELETE, VANISH -> "deleted";
              case RECORD -> "recorded";
            })
        .forEach(word -> counts.merge(word, 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    for (String word : List.of("created", "changed", "deleted", "recorded")) {
      if (counts.containsKey(word)) {
        parts.add(counts.get(word) + " " + word);
      }
    }
    add(parts, report.of(Outcome.Failed.class).size(), "failed");
    add(parts, report.of(Outcome.Skipped.class).size(), "skipped");
    add(parts, report.of(Outcome.NotStarted.class).size(), "not started");
    add(parts, plan.deferred(), "deferred");
    add(parts, plan.blocked(), "blocked");
    String what = parts.isEmpty() ? "nothing to do" : String.join(", ", parts);
    return head(report, plan, goesOn) + what + ".\n";
  }

  private String head(Report report, Plan plan, boolean goesOn) {
    if (goesOn) {
      return style.yellow("So far: ");
    }
    return isComplete(report, plan)
        ? style.green("Complete: ")
        : style.red(report.interrupted() ? "Interrupted: " : "Not complete: ");
  }

  private static void add(List<String> parts, int count, String word) {
    if (count > 0) {
      parts.add(count + " " + word);
    }
  }
}
