package dev.phoenix.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FitTest {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  @Test
  void leavesAloneWhatFits() {
    assertThat(Fit.of(LETTERS, 26)).isEqualTo(LETTERS);
  }

  @Test
  void cutsTheEnd() {
    assertThat(Fit.of(LETTERS, 20)).isEqualTo("abcdefghijklmnopq...").hasSize(20);
  }

  @Test
  void showsThePlaceThatMatters() {
    assertThat(Fit.from(LETTERS, 25, 20)).isEqualTo("...jklmnopqrstuvwxyz").hasSize(20);
    assertThat(Fit.from(LETTERS, 2, 20)).isEqualTo("abcdefghijklmnopq...");
    assertThat(Fit.from(LETTERS + LETTERS, 25, 20)).isEqualTo("...uvwxyzabcdefgh...").hasSize(20);
  }

  @Test
  void findsWhereTextsDiffer() {
    assertThat(Fit.difference("same", "sane")).isEqualTo(2);
    assertThat(Fit.difference("same", "same")).isEqualTo(4);
  }
}
