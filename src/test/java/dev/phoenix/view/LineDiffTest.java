package dev.phoenix.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.view.LineDiff.Kind;
import dev.phoenix.view.LineDiff.Line;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LineDiffTest {
  @Test
  void leadsFromOneTextToTheOtherByTheShortestWay() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      List<String> before = lines(random);
      List<String> after = lines(random);

      List<Line> diff = LineDiff.of(before, after);

      assertThat(without(diff, Kind.ADDED)).as("seed %d", seed).isEqualTo(before);
      assertThat(without(diff, Kind.REMOVED)).as("seed %d", seed).isEqualTo(after);
      assertThat(diff.stream().filter(line -> line.kind() == Kind.KEPT).count())
          .as("seed %d", seed)
          .isEqualTo(longestCommon(before, after));
    }
  }

  @Test
  void comparesTenThousandLinesQuickly() {
    List<String> before = IntStream.range(0, 10_000).mapToObj(i -> "line " + i).toList();
    List<String> after =
        Stream.concat(Stream.of("first"), before.stream().filter(l -> !l.endsWith("77"))).toList();

    assertThat(without(LineDiff.of(before, after), Kind.REMOVED)).isEqualTo(after);
  }

  private static List<String> lines(Random random) {
    int letters = 1 + random.nextInt(5);
    return random
        .ints(random.nextInt(14), 0, letters)
        .mapToObj(letter -> String.valueOf((char) ('a' + letter)))
        .toList();
  }

  private static List<String> without(List<Line> diff, Kind kind) {
    return diff.stream().filter(line -> line.kind() != kind).map(Line::text).toList();
  }

  private static int longestCommon(List<String> a, List<String> b) {
    int[][] length = new int[a.size() + 1][b.size() + 1];
    for (int i = 1; i <= a.size(); i++) {
      for (int j = 1; j <= b.size(); j++) {
        length[i][j] =
            a.get(i - 1).equals(b.get(j - 1))
                ? length[i - 1][j - 1] + 1
                : Math.max(length[i - 1][j], length[i][j - 1]);
      }
    }
    return length[a.size()][b.size()];
  }
}
