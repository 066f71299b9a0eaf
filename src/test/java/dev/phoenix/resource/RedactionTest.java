package dev.phoenix.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
  private final Redaction redaction = new Redaction();

  @Test
  void replacesEveryKnownValueWhereverItStands() {
    know("hunter2", "s3cr");

    assertThat(redaction.redact("hunter2 is not s3cr, xhunter2s3crx"))
        .isEqualTo("(sensitive) is not (sensitive), x(sensitive)x");
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":\"S3cr&t'/\\\"+=\\\\ü is refused\"}",
        "{\"error\":\"S3cr\\u0026t'/\\\"+=\\\\ü is refused\"}",
        "{\"details\":\"{\\\"message\\\":\\\"S3cr&t'/\\\\\\\"+=\\\\\\\\ü\\\"}\"}",
        "GET /?password=S3cr%26t%27%2F%22%2B%3D%5C%C3%BC&x=1",
        "sh: echo 'S3cr&t'\\''/\"+=\\ü': not found",
      })
  void knowsAValueThatWasEncoded(String text) {
    know("S3cr&t'/\"+=\\ü");

    assertThat(redaction.redact(text))
        .contains("(sensitive)")
        .doesNotContain("S3cr", "%C3%BC", "ü");
  }

  @Test
  void knowsAValueInBase64BehindAnythingAndLeavesNothingOfIt() {
    know("pass-word-1");
    for (String user : List.of("", "a", "ad", "adm", "admin")) {
      byte[] bytes = (user + ":pass-word-1").getBytes(StandardCharsets.UTF_8);
      String header = "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes) + " sent";

      assertThat(redaction.redact(header)).isEqualTo("Authorization: Basic (sensitive) sent");
    }
  }

  @Test
  void knowsAValueThatWasBrokenIntoLinesAndIndented() {
    know("correct horse battery staple");

    assertThat(redaction.redact("it says: correct horse\n        battery\n        staple, so"))
        .isEqualTo("it says: (sensitive), so");
    assertThat(redaction.redact("correct horses")).isEqualTo("correct horses");
  }

  @Test
  void knowsEachLineOfAValueThatHasSeveral() {
    know("-----BEGIN KEY-----\nMIIEvQIBADANBg\n-----END KEY-----\n");

    assertThat(redaction.redact("line 2: MIIEvQIBADANBg")).isEqualTo("line 2: (sensitive)");
  }

  private void know(String... values) {
    for (String value : values) {
      redaction.add(new Secret(value));
    }
  }
}
