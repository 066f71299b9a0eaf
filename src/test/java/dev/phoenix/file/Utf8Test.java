package dev.phoenix.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "grün", "\uD83D\uDC26", "a replacement \uFFFD that was written"})
  void isWhatWasWritten(String text) throws CharacterCodingException {
    assertThat(Utf8.decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
  }

  @Test
  void isRefusedWhereAByteBeginsNoCharacter() {
    byte[] bytes = "grün".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Utf8.decode(bytes)).isInstanceOf(CharacterCodingException.class);
    assertThat(Utf8.beginning(bytes)).isEqualTo("gr");
  }
}
