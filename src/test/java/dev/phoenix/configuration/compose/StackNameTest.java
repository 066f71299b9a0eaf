package dev.phoenix.configuration.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackNameTest {
  @ParameterizedTest
  @CsvSource({
    "My_Web.App, production, my_webapp",
    "qdrant_service, production, qdrant_service",
    "qdrant_service, testing, qdrant_service-testing",
    "N8N, Test 1, n8n-test1"
  })
  void namesAsPortainerStoresThem(String folder, String environment, String name) {
    assertThat(StackName.of(folder, environment)).isEqualTo(name);
    assertThat(StackName.isUsable(name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"...", "_a", "-"})
  void findsWhatComposeRefuses(String folder) {
    assertThat(StackName.isUsable(StackName.normalise(folder))).isFalse();
  }
}
