package dev.phoenix.configuration.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortcomingsTest {
  private static final String CONFIGS =
      """
      services:
        web: {image: demo/idle:1, configs: [hello], secrets: [key]}
        db: {image: demo/idle:1, configs: []}
      configs:
        hello: {content: hello}
      secrets:
        key: {environment: KEY}
      """;
  private static final String PROFILES =
      """
      services:
        web: {image: demo/idle:1}
        debug: {image: demo/idle:1, profiles: [debug]}
      """;

  private static List<String> of(String file, Map<String, String> variables, String version) {
    return ComposeReader.refusals(file, variables, version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.33.3", "2.33.4", "2.33.5", "2.36.0"})
  void someServersStartContainersWithoutConfigs(String version) {
    assertThat(of(CONFIGS, Map.of("KEY", "k"), version))
        .containsExactly(
            "Portainer %s starts the containers of service web without its configs: update the server to 2.33.6 or 2.37"
                .formatted(version),
            "Portainer %s starts the containers of service web without its secrets: update the server to 2.33.6 or 2.37"
                .formatted(version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.21.5", "2.33.2", "2.33.6", "2.37.0", "2.45.0", "", "latest"})
  void othersDoNot(String version) {
    assertThat(of(CONFIGS, Map.of("KEY", "k"), version)).isEmpty();
  }

  @Test
  void oldServersDoNotKnowContentsOfConfigs() {
    assertThat(of(CONFIGS, Map.of("KEY", "k"), "2.19.4"))
        .containsExactly(
            "Portainer 2.19.4 does not know content of config hello, which needs Compose 2.23: update the server");
  }

  @ParameterizedTest
  @CsvSource({
    "gpus: all, 30, may not",
    "pre_stop: [], 30, does not",
    "develop: {}, 22, does not",
    "provider: {}, 36, does not"
  })
  void oldServersRefuseWhatCameLater(String property, int compose, String how) {
    String file = "services:\n  web:\n    image: demo/idle:1\n    " + property + "\n";
    String line =
        "Portainer %s %s know %s of service web, which needs Compose 2.%d: update the server";
    String name = property.substring(0, property.indexOf(':'));

    assertThat(of(file, Map.of(), "2.19.4"))
        .containsExactly(line.formatted("2.19.4", how, name, compose));
    assertThat(of(file, Map.of(), "2.23.0"))
        .isEqualTo(
            compose > 29 ? List.of(line.formatted("2.23.0", how, name, compose)) : List.of());
    assertThat(of(file, Map.of(), "2.45.0")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2.23.0, 'debug,x', ''",
    "2.24.1, debug, 'Portainer 2.24.1 ignores COMPOSE_PROFILES: update the server'",
    "2.24.1, other, ''",
    "2.33.6, debug, ''",
    "2.33.6, *, ''",
    "2.33.6, 'debug,x', 'Portainer 2.33.6 activates none of several COMPOSE_PROFILES (debug,x): name one, or * for all, or give services that always run no profile'",
    "2.33.6, 'x,y', ''",
    "2.46.0, 'debug,x', ''",
  })
  void profilesAreReadAsTheServerReadsThem(String version, String active, String refusal) {
    assertThat(of(PROFILES, Map.of("COMPOSE_PROFILES", active), version))
        .isEqualTo(refusal.isEmpty() ? List.of() : List.of(refusal));
  }
}
