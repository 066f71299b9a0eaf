package dev.phoenix.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The shortest way from one list of lines to another, after Eugene W. Myers, "An O(ND) Difference
 * Algorithm and Its Variations" (1986), in its form that needs memory for the lines only.
 */
final class LineDiff {
  /** A line of the result: kept, removed or added. */
  record Line(Kind kind, String text) {}

  /** What becomes of a line. */
  enum Kind {
    KEPT(' '),
    REMOVED('-'),
    ADDED('+');

    private final char sign;

    Kind(char sign) {
      this.sign = sign;
    }

    char sign() {
      return sign;
    }
  }

  /** A stretch that both lists share: from here to there in the coordinates of both. */
  private record Snake(int x, int y, int u, int v) {}

  private final List<String> before;
  private final List<String> after;
  private final List<Line> result = new ArrayList<>();
  private final int[] forward;
  private final int[] backward;

  private LineDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
    int size = 2 * (before.size() + after.size()) + 8;
    forward = new int[size];
    backward = new int[size];
  }

  static List<Line> of(List<String> before, List<String> after) {
    LineDiff diff = new LineDiff(before, after);
    diff.compare(0, before.size(), 0, after.size());
    return Collections.unmodifiableList(diff.result);
  }

  private void compare(int left, int right, int top, int bottom) {
    int x = left;
    int y = top;
    while (x < right && y < bottom && before.get(x).equals(after.get(y))) {
      keep(x, ++x);
      y++;
    }
    int endX = right;
    int endY = bottom;
    while (endX > x && endY > y && before.get(endX - 1).equals(after.get(endY - 1))) {
      endX--;
      endY--;
    }
    if (x == endX || y == endY) {
      for (; x < endX; x++) {
        result.add(new Line(Kind.REMOVED, before.get(x)));
      }
      for (; y < endY; y++) {
        result.add(new Line(Kind.ADDED, after.get(y)));
      }
    } else {
      Snake middle = middle(x, endX, y, endY);
      compare(x, middle.x(), y, middle.y());
      keep(middle.x(), middle.u());
      compare(middle.u(), endX, middle.v(), endY);
    }
    keep(endX, right);
  }

  private void keep(int from, int to) {
    for (int i = from; i < to; i++) {
      result.add(new Line(Kind.KEPT, before.get(i)));
    }
  }

  /** Where the shortest ways from both ends meet. Diagonal k is x - y, counted from the corner. */
  private Snake middle(int left, int right, int top, int bottom) {
    int width = right - left;
    int height = bottom - top;
    int delta = width - height;
    int offset = forward.length / 2;
    int furthest = width + height + 1;
    Arrays.fill(forward, offset - furthest, offset + furthest + 1, 0);
    Arrays.fill(backward, offset - furthest, offset + furthest + 1, 0);
    for (int d = 0; d < furthest; d++) {
      int last = d - 2 * Math.max(0, d - width);
      for (int k = 2 * Math.max(0, d - height) - d; k <= last; k += 2) {
        int start = step(forward, offset, k, d);
        int x = start;
        while (x < width && x - k < height && same(left + x, top + x - k)) {
          x++;
        }
        forward[offset + k] = x;
        if ((delta & 1) != 0 && meets(delta - k, d - 1, x + backward[offset + delta - k], width)) {
          return new Snake(left + start, top + start - k, left + x, top + x - k);
        }
      }
      for (int k = 2 * Math.max(0, d - height) - d; k <= last; k += 2) {
        int start = step(backward, offset, k, d);
        int x = start;
        while (x < width && x - k < height && same(right - x - 1, bottom - (x - k) - 1)) {
          x++;
        }
        backward[offset + k] = x;
        if ((delta & 1) == 0 && meets(delta - k, d, x + forward[offset + delta - k], width)) {
          return new Snake(right - x, bottom - (x - k), right - start, bottom - (start - k));
        }
      }
    }
    throw new IllegalStateException("no way between two lists");
  }

  private static boolean meets(int diagonal, int reached, int x, int width) {
    return Math.abs(diagonal) <= reached && x >= width;
  }

  private boolean same(int x, int y) {
    return before.get(x).equals(after.get(y));
  }

  private static int step(int[] reached, int offset, int k, int d) {
    boolean down = k == -d || (k != d && reached[offset + k - 1] < reached[offset + k + 1]);
    return down ? reached[offset + k + 1] : reached[offset + k - 1] + 1;
  }
}
