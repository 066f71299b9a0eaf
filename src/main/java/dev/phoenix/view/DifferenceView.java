package dev.phoenix.view;

import dev.phoenix.plan.AttributeChange;
import dev.phoenix.plan.Cause;
import dev.phoenix.planfile.PlanJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One attribute that differs: before and after, and where the difference comes from. */
final class DifferenceView {
  private final Style style;
  private final int width;

  DifferenceView(Style style, int width) {
    this.style = style;
    this.width = width;
  }

  List<String> lines(AttributeChange difference) {
    String path = difference.path() + ":";
    String notes = notes(difference);
    if (difference.sensitive()) {
      return List.of(path + " (sensitive) changes" + style.dim(notes));
    }
    if (ValueText.isLong(difference.before()) || ValueText.isLong(difference.after())) {
      List<String> lines = new ArrayList<>();
      lines.add(path + style.dim(notes));
      UnifiedDiff.of(longText(difference.before()), longText(difference.after()))
          .forEach(line -> lines.add("  " + coloured(line)));
      return lines;
    }
    String before = ValueText.of(difference.before());
    String after = ValueText.of(difference.after());
    String both = path + " " + before + " -> " + after;
    if (both.length() + notes.length() <= width) {
      return List.of(both + style.dim(notes));
    }
    int place = Fit.difference(before, after);
    return List.of(
        path + style.dim(notes),
        "  " + style.red("- " + Fit.from(before, place, width - 4)),
        "  " + style.green("+ " + Fit.from(after, place, width - 4)));
  }

  private static String longText(@Nullable JsonNode value) {
    return value == null ? "" : value.asString();
  }

  private String coloured(String line) {
    return switch (line.charAt(0)) {
      case '+' -> style.green(line);
      case '-' -> style.red(line);
      case '@' -> style.cyan(line);
      default -> line;
    };
  }

  /** Where the difference comes from, and what it leads to beyond a change in place. */
  private static String notes(AttributeChange difference) {
    String cause =
        difference.cause() == Cause.BOTH ? "config and drift" : PlanJson.word(difference.cause());
    String notes =
        switch (difference.onChange()) {
          case UPDATE, GROW -> cause;
          case REPLACE -> cause + "; forces a replacement";
          case REFUSE -> cause + "; cannot be changed";
          case RECORD -> cause + "; only recorded";
        };
    return "  (" + notes + ")";
  }
}
