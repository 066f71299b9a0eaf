package dev.phoenix.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UnifiedDiffTest {
  @Test
  void showsThreeLinesAroundAChange() {
    assertThat(UnifiedDiff.of("a\nb\nc\nd\ne\nf\ng\nh\ni\n", "a\nb\nc\nd\nE\nf\ng\nh\ni\n"))
        .containsExactly("@@ -2,7 +2,7 @@", " b", " c", " d", "-e", "+E", " f", " g", " h");
  }

  @Test
  void startsANewHunkForADistantChange() {
    String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n";
    String after = "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n";

    assertThat(UnifiedDiff.of(before, after))
        .containsExactly(
            "@@ -1,3 +1,4 @@",
            "+0",
            " 1",
            " 2",
            " 3",
            "@@ -9,4 +10,3 @@",
            " 9",
            " 10",
            " 11",
            "-12");
  }

  @Test
  void isEmptyForEqualTexts() {
    assertThat(UnifiedDiff.of("a\n", "a\n")).isEmpty();
  }

  @Test
  void showsATextThatIsNew() {
    assertThat(UnifiedDiff.of("", "a\nb\n")).containsExactly("@@ -1,0 +1,2 @@", "+a", "+b");
  }
}
