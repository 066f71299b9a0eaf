package dev.phoenix.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

final class JsonTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"a\":{\"b\":[1,2147483648,-9223372036854775809,1.5,-0.0,1E-7,100.0]}}",
        "[true,false,null,\"\",\"\\u0000\\n\\t\\\"\\\\ \\u2028 \\ud83d\\ude00 é <&'/>\"]",
        "\"text\"",
        "{\"na\\nme\":0}",
        "12",
        "null",
        "",
      })
  void readsAndWritesAsTheMapperDoes(String text) {
    JsonMapper mapper = JsonMapper.builder().build();

    assertThat(JsonText.read(text)).isEqualTo(mapper.readTree(text));
    assertThat(JsonText.readStrictly(text)).isEqualTo(mapper.readTree(text));
    assertThat(JsonText.read(text.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(mapper.readTree(text));
    if (!text.isEmpty()) {
      assertThat(JsonText.write(mapper.readTree(text))).isEqualTo(mapper.readTree(text).toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\":}", "[1,]", "1 2", "{} trailing", "nil", "{'a':1}", "]"})
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> JsonText.read(text)).isInstanceOf(JacksonException.class);
  }

  @Test
  void refusesASecondMemberOfOneNameIfAsked() {
    assertThat(JsonText.read("{\"a\":1,\"a\":2}").path("a").asInt()).isEqualTo(2);
    assertThatThrownBy(() -> JsonText.readStrictly("{\"a\":1,\"a\":2}"))
        .hasMessageContaining("Duplicate Object property \"a\"");
  }
}
