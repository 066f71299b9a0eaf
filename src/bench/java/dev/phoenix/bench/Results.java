package dev.phoenix.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines of the table, and whether what was measured keeps what was promised. */
final class Results {
  static final String HEAD =
      """
                                    phoenix                  terraform              ratio
                              wall     CPU    peak      wall     CPU    peak     wall   CPU   at most
      """;

  /** More than noise. */
  private static final double WORSE_THAN_LINEAR = 1.1;

  private final Map<String, List<Grown>> grown = new LinkedHashMap<>();
  private final List<String> kept = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /**
   * What was measured of one command on one fleet.
   *
   * @param size 0 for what has none
   */
  record Row(String command, int size, List<Sample> phoenix, List<Sample> terraform) {
    Row(String command, int size) {
      this(command, size, new ArrayList<>(), new ArrayList<>());
    }

    String title() {
      return size == 0 ? command : String.format(Locale.ROOT, "%,d %s", size, command);
    }
  }

  private record Grown(int size, Sample phoenix) {}

  String line(Row row) {
    Sample phoenix = Sample.median(row.phoenix());
    String text = "%-24s %s".formatted(row.title(), columns(phoenix));
    if (row.size() > 0) {
      grown
          .computeIfAbsent(row.command(), _ -> new ArrayList<>())
          .add(new Grown(row.size(), phoenix));
    }
    if (row.terraform().isEmpty()) {
      return text + "\n";
    }
    Sample terraform = Sample.median(row.terraform());
    double ratio = phoenix.wall() / terraform.wall();
    text +=
        "  %s  %7.2f %5.2f".formatted(columns(terraform), ratio, phoenix.cpu() / terraform.cpu());
    Double budget = budget(row);
    if (budget == null) {
      return text + "\n";
    }
    boolean met = ratio <= budget;
    judge(met, "%s %.2f of %.2f".formatted(row.title(), ratio, budget));
    return text + "  %5.2f %s%n".formatted(budget, met ? "met" : "NOT MET");
  }

  private static String columns(Sample sample) {
    return "%8.3f %7.2f %7.0f".formatted(sample.wall(), sample.cpu(), sample.peak());
  }

  /** Wall time as a part of Terraform's; null where nothing is promised. */
  private static @Nullable Double budget(Row row) {
    return switch (row.command() + " " + row.size()) {
      case "no-op plan 10" -> 3.0;
      case "no-op plan 1000" -> 0.5;
      case "create plan 10000", "no-op plan 10000", "apply 1000" -> 0.1;
      default -> null;
    };
  }

  private void judge(boolean met, String what) {
    (met ? kept : broken).add(what);
  }

  /** How processor time per resource grows from each size to the next, and all in all. */
  String verdict() {
    StringBuilder text =
        new StringBuilder("\nProcessor time per resource, as a part of the size before:\n");
    grown.forEach((command, sizes) -> {
      text.append("%-24s".formatted(command));
      for (int i = 1; i < sizes.size(); i++) {
        Grown less = sizes.get(i - 1);
        Grown more = sizes.get(i);
        double factor = more.phoenix().cpu() / more.size() / (less.phoenix().cpu() / less.size());
        text.append("  %,d: %.2f".formatted(more.size(), factor));
        judge(
            factor <= WORSE_THAN_LINEAR,
            "%,d %s grows by %.2f".formatted(more.size(), command, factor));
      }
      text.append('\n');
    });
    text.append("\nBudgets met: ")
        .append(kept.size())
        .append(" of ")
        .append(kept.size() + broken.size());
    text.append(broken.isEmpty() ? ".\n" : "; not met: " + String.join("; ", broken) + ".\n");
    return text.toString();
  }
}
