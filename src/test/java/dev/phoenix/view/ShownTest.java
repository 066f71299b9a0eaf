package dev.phoenix.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "  \"admin_password\": \"planted\",",
        "  \"admin_pasword\": \"planted\",",
        "{ \"name\": \"DB\", \"value\": \"planted\" }",
        "{ \"a\": \"${env:A}\", \"token\": \"${env:A}\", \"api_key\": \"planted\" }",
        "{ \"token\": \"${env:A}\", \"more\": \"planted\" }",
        "\"passphrase\": \"${env:A}planted\"",
        "  - POSTGRES_PASSWORD=planted",
        "  POSTGRES_PASSWORD: planted",
        "  SECRET : [planted]",
      })
  void aValueBehindASecretsNameIsHidden(String line) {
    assertThat(Shown.of(line)).doesNotContain("planted").endsWith(" (hidden)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  \"address\": \"10.0.0.5\",",
        "  \"admin_password\": \"${env:PORTAINER_PASSWORD}\",",
        "  \"registry_tokens\": [",
        "  secrets:",
        "  image: nginx:1.27",
      })
  void anyOtherLineIsShownWhole(String line) {
    assertThat(Shown.of(line)).isEqualTo(line);
  }

  @Test
  void whatStandsBeforeStays() {
    assertThat(Shown.of("{ \"name\": \"a\", \"password\": 5 }"))
        .isEqualTo("{ \"name\": \"a\", \"password\": (hidden)");
  }
}
