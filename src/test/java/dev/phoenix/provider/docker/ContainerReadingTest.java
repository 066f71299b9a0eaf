package dev.phoenix.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.json.JsonText;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Containers that others made: each tool writes the same thing another way. */
class ContainerReadingTest {
  private static ObservedContainer read(String host) {
    JsonNode container =
        JsonText.read(
            """
            {"Id":"1","Name":"/portainer","Config":{"Image":"portainer/portainer-ce:2.19.5"},
             "State":{"Status":"running"},"HostConfig":%s}
            """
                .formatted(host));
    return ContainerReading.of(container, MissingNode.getInstance());
  }

  /** As docker compose 2 creates one with a folder and a named volume. */
  @Test
  void readsTheMountsThatComposeMakes() {
    ObservedContainer container =
        read(
            """
            {"Binds":["/var/run/docker.sock:/var/run/docker.sock:rw","/etc/localtime:/etc/localtime:ro"],
             "Mounts":[{"Type":"volume","Source":"portainer_data","Target":"/data","VolumeOptions":{}},
               {"Type":"bind","Source":"/srv/certs","Target":"/certs","ReadOnly":true},
               {"Type":"tmpfs","Target":"/tmp"}]}
            """);

    assertThat(container.mounts())
        .containsExactly(
            "/var/run/docker.sock:/var/run/docker.sock",
            "/etc/localtime:/etc/localtime:ro",
            "portainer_data:/data",
            "/srv/certs:/certs:ro");
  }

  /** Engines write null where nothing is. */
  @Test
  void readsAContainerWithNothing() {
    ObservedContainer container =
        read("{\"Binds\":null,\"Mounts\":null,\"PortBindings\":null,\"RestartPolicy\":null}");

    assertThat(container.mounts()).isEmpty();
    assertThat(container.publish()).isEmpty();
    assertThat(container.restart()).isEqualTo("no");
  }
}
