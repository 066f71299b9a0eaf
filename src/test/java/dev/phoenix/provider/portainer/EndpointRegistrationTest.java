package dev.phoenix.provider.portainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Resource;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EndpointRegistrationTest {
  @TempDir Path folder;

  /** A server whose data is gone signs with another key, which the agent takes for a stranger's. */
  @Test
  void anAgentThatListensToTheServerOfBeforeIsRestartedOnce() throws Exception {
    try (PortainerLab lab = new PortainerLab(folder)) {
      Resource server = PortainerLab.server("2.33.5", PortainerLab.PASSWORD);
      Identity first = lab.makes(server);
      lab.makes(PortainerLab.agent(Map.of()));
      lab.makes(PortainerLab.endpoint());

      lab.engine().containers().remove("portainer", true);
      lab.engine().volumes().remove("portainer_data");
      Identity second = lab.makes(server);
      assertThat(second.part("instance")).isNotEqualTo(first.part("instance"));
      lab.work.said.clear();
      Identity endpoint = lab.makes(PortainerLab.endpoint());

      assertThat(endpoint.part("instance")).isEqualTo(second.part("instance"));
      assertThat(lab.work.said)
          .containsOnlyOnce(
              "the agent is paired with another server; restarting container portainer_agent once");
      assertThat(lab.portainer().containers().readAgain(Integer.parseInt(endpoint.part("id"))))
          .hasSize(2);
    }
  }
}
