package dev.phoenix.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RedactionTest {
  private final Redaction redaction = new Redaction();

  @Test
  void replacesEveryKnownValueWhereverItStands() {
    know("hunter2", "s3cr");

    assertThat(redaction.redact("hunter2 is not s3cr, xhunter2s3crx"))
        .isEqualTo("(sensitive) is not (sensitive), x(sensitive)(sensitive)x");
    assertThat(redaction.redact("hunter")).isEqualTo("hunter");
    assertThat(redaction.redact("")).isEmpty();
  }

  @Test
  void leavesNothingOfValuesThatOverlapOrHoldEachOther() {
    know("abcd", "cdefgh", "password", "my password!");

    assertThat(redaction.redact("<abcdefgh>")).isEqualTo("<(sensitive)>");
    assertThat(redaction.redact("my password! password")).isEqualTo("(sensitive) (sensitive)");
  }

  @Test
  void knowsAValueThatComesAfterTheFirstText() {
    assertThat(redaction.redact("late")).isEqualTo("late");
    know("late");

    assertThat(redaction.redact("too late.")).isEqualTo("too (sensitive).");
  }

  @Test
  void leavesShortValuesToStand() {
    know("abc");

    assertThat(redaction.redact("abcabc")).isEqualTo("abcabc");
  }

  private void know(String... values) {
    for (String value : values) {
      redaction.add(new Secret(value));
    }
  }
}
