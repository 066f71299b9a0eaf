package dev.phoenix.provider.portainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Attributes;
import org.junit.jupiter.api.Test;

final class StackVolumesTest {
  private static Attributes stack(String compose) {
    return Attributes.builder().put("name", "qdrant").put("compose", compose).build();
  }

  @Test
  void theVolumesOfAStackStay() {
    assertThat(StackVolumes.remains(stack("services:\n  db:\n    image: x\nvolumes:\n  data:\n")))
        .containsExactly(
            "data stays: its volumes (docker volume ls -f label=com.docker.compose.project=qdrant lists them)");
  }

  @Test
  void ofAStackWithoutVolumesNothingIsSaid() {
    String compose = "services:\n  db:\n    image: x\n    volumes:\n      - /srv:/data\n";
    assertThat(StackVolumes.remains(stack(compose))).isEmpty();
  }
}
