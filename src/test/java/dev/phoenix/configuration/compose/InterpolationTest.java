package dev.phoenix.configuration.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
  private static final Variables SET = Variables.of(Map.of("A", "1", "EMPTY", ""));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $A            | 1
          x${A}y        | x1y
          $A.B          | 1.B
          $$A           | $A
          $$$A          | $1
          ${A:-x}       | 1
          ${B:-x}       | x
          ${EMPTY:-x}   | x
          <${EMPTY-x}>  | <>
          ${B-x}        | x
          ${B:-${A}}    | 1
          ${B:-${C:-z}} | z
          ${A:+x}       | x
          <${EMPTY:+x}> | <>
          ${EMPTY+x}    | x
          <${B+x}>      | <>
          ${A:?no}      | 1
          <${EMPTY?no}> | <>
          <${B}>        | <>
          ${B:-a:b/c}   | a:b/c
          """)
  void replacesAsComposeDoes(String template, String expected) {
    Interpolation.Result result = Interpolation.apply(template, SET);
    assertThat(result.problem()).isNull();
    assertThat(result.text()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ${B:?set ${A}} | required variable B is missing a value: set 1
          ${EMPTY:?}     | required variable EMPTY is missing a value
          ${B?}          | required variable B is missing a value
          ${A            | "${A" has no closing brace
          5$             | a "$" that begins no variable must be written "$$"
          $1             | a "$" that begins no variable must be written "$$"
          ${}            | "${}" names no variable
          ${A!x}         | "${A!x}" is not a form that Compose knows
          """)
  void saysWhereComposeStops(String template, String problem) {
    assertThat(Interpolation.apply(template, SET).problem()).isEqualTo(problem);
  }

  @Test
  void namesWhatIsNotSet() {
    assertThat(Interpolation.apply("$A $B ${C} ${D:-$E}", SET).unset())
        .containsExactly("B", "C", "E");
  }
}
