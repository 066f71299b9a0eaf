package dev.phoenix.view;

import dev.phoenix.view.LineDiff.Kind;
import dev.phoenix.view.LineDiff.Line;
import java.util.ArrayList;
import java.util.List;

/** A changed text as people know it from version control: hunks with three lines around. */
final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private UnifiedDiff() {}

  /** Lines that begin with a blank, {@code -}, {@code +} or {@code @@}; none for equal texts. */
  static List<String> of(String before, String after) {
    List<Line> lines = LineDiff.of(lines(before), lines(after));
    List<String> text = new ArrayList<>();
    int[] position = {1, 1};
    int from = 0;
    while (from < lines.size()) {
      int change = nextChange(lines, from);
      if (change == lines.size()) {
        break;
      }
      int start = Math.max(from, change - CONTEXT);
      advance(position, lines.subList(from, start));
      int end = end(lines, change);
      List<Line> hunk = lines.subList(start, end);
      text.add(header(position, hunk));
      hunk.forEach(line -> text.add(line.kind().sign() + line.text()));
      advance(position, hunk);
      from = end;
    }
    return text;
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : text.lines().toList();
  }

  private static int nextChange(List<Line> lines, int from) {
    int i = from;
    while (i < lines.size() && lines.get(i).kind() == Kind.KEPT) {
      i++;
    }
    return i;
  }

  /** Changes that are close to each other share a hunk. */
  private static int end(List<Line> lines, int change) {
    int last = change;
    for (int i = change; i < lines.size() && i <= last + 2 * CONTEXT; i++) {
      if (lines.get(i).kind() != Kind.KEPT) {
        last = i;
      }
    }
    return Math.min(lines.size(), last + 1 + CONTEXT);
  }

  private static void advance(int[] position, List<Line> passed) {
    position[0] += count(passed, Kind.ADDED);
    position[1] += count(passed, Kind.REMOVED);
  }

  /** How many lines are of another kind than this one. */
  private static int count(List<Line> lines, Kind but) {
    return (int) lines.stream().filter(line -> line.kind() != but).count();
  }

  private static String header(int[] position, List<Line> hunk) {
    return "@@ -"
        + position[0]
        + ","
        + count(hunk, Kind.ADDED)
        + " +"
        + position[1]
        + ","
        + count(hunk, Kind.REMOVED)
        + " @@";
  }
}
