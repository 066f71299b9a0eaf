package dev.phoenix.provider.portainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read was compared with the library of Compose itself: compose-go 1.17, 2.1 and 2.10. */
final class DotEnvTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = ';',
      value = {
        "plain-1.2/x:y=z; plain-1.2/x:y=z",
        "a\"b'c; a\"b'c",
        "pa\\ss; pa\\ss",
        "pa$word; 'pa$word'",
        "a #b; 'a #b'",
        "| lead |; ' lead '",
        "\"both; '\"both'",
        "pa\\$x\\\\y; 'pa\\$x\\\\y'",
        "it's $5 \"x\" back\\slash; \"it's \\$5 \\\"x\\\" back\\\\slash\"",
        "ends $1\\; \"ends \\$1\\\\\"",
      })
  void writesWhatComposeReadsAsItIs(String value, String written) {
    assertThat(DotEnv.write(value)).isEqualTo(written);
    assertThat(DotEnv.read(written, Map.of())).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN KEY-----\nab$c\n-----END KEY-----\n",
        "it's\ntwo\r\nlines",
        "$$",
        "'",
        "'''",
        "\\",
        "tab\\tx 'n\\n",
        "${HOME}",
        "\tx",
        "pasted\u00a0",
        "\u202fpasted\u2007"
      })
  void givesBackWhatItWrote(String value) {
    assertThat(DotEnv.read(DotEnv.write(value), Map.of("HOME", "elsewhere"))).isEqualTo(value);
  }

  /** What is there of others, who wrote it without quotes. */
  @Test
  void readsWhatArrivesOfWhatOthersWrote() {
    assertThat(DotEnv.read("pa$word", Map.of())).isEqualTo("pa");
    assertThat(DotEnv.read("pa$$word", Map.of())).isEqualTo("pa$word");
    assertThat(DotEnv.read("pa$1x", Map.of())).isEqualTo("pa$1x");
    assertThat(DotEnv.read("${A}x", Map.of("A", "pa"))).isEqualTo("pax");
    assertThat(DotEnv.read("a#b", Map.of())).isEqualTo("a#b");
    assertThat(DotEnv.read("a #b", Map.of())).isEqualTo("a");
    assertThat(DotEnv.read("\"quoted\"", Map.of())).isEqualTo("quoted");
    assertThat(DotEnv.read(" lead ", Map.of())).isEqualTo("lead");
  }
}
