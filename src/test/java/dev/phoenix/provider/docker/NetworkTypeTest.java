package dev.phoenix.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.ssh.SshHome;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Subject;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is read of a network of an engine with settings of its own. */
class NetworkTypeTest {
  private static final Address ADDRESS = Address.parse("network/web1/backend");

  @TempDir Path folder;
  private final RecordingWork work = new RecordingWork();
  private FakeEngine engine;

  @BeforeEach
  void start() throws Exception {
    engine = new FakeEngine(folder);
    work.with(
        "docker/web1",
        Attributes.builder()
            .put(
                "connection",
                JsonNodeFactory.instance
                    .objectNode()
                    .put("kind", "local")
                    .put("socket", engine.socket().toString()))
            .build(),
        new TreeMap<>());
  }

  @AfterEach
  void stop() throws Exception {
    engine.close();
  }

  private static Attributes network(Map<String, String> options) {
    return Attributes.builder()
        .put("docker", "docker/web1")
        .put("name", "backend")
        .put("driver", "bridge")
        .put("internal", false)
        .put("attachable", false)
        .put("options", options)
        .put("labels", Map.of())
        .build();
  }

  private static Recorded made(Map<String, String> options) {
    return new Recorded(
        ADDRESS,
        Identity.of("id", "n1"),
        network(options),
        new TreeMap<>(),
        new TreeSet<>(),
        null,
        Recorded.Status.OK);
  }

  private Map<String, String> options(Map<String, String> wanted, Map<String, String> recorded)
      throws Exception {
    work.with(ADDRESS.toString(), network(wanted), new TreeMap<>());
    Recorded made = made(recorded);
    try (DockerHosts hosts = new DockerHosts(Network.real(), new SshHome(folder, null))) {
      Observation observation =
          new NetworkType(hosts)
              .read(new Subject(ADDRESS, work.resource(ADDRESS.toString()), made), work);
      assertThat(observation).isInstanceOf(Observation.Present.class);
      return ContainerSummaries.texts(
          ((Observation.Present) observation).attributes().object("options"));
    }
  }

  /** Else a network of an engine with default-network-opts would be made anew by each apply. */
  @Test
  void theDefaultsOfItsEngineAreNoDifference() throws Exception {
    engine.answer(
        "GET /v1.49/networks",
        200,
        """
        [{"Id":"n1","Name":"backend","Driver":"bridge","Options":{
          "com.docker.network.driver.mtu":"1442","com.docker.network.bridge.name":"br-back"}}]
        """);
    Map<String, String> named = Map.of("com.docker.network.bridge.name", "br-back");
    Map<String, String> mtu = Map.of("com.docker.network.driver.mtu", "1500");

    assertThat(options(Map.of(), Map.of())).isEmpty();
    assertThat(options(named, named)).isEqualTo(named);
    // One that the files set, or set when it was made, is compared.
    assertThat(options(mtu, Map.of())).containsValue("1442");
    assertThat(options(Map.of(), mtu)).containsValue("1442");
  }

  /** It says neither that the network is there nor that it is gone. */
  @Test
  void whatIsNoNetworkIsNotTakenForOne() {
    engine.answer("GET /v1.49/networks/n1", 200, "{\"data\":{\"data\":null}}");
    work.with(ADDRESS.toString(), network(Map.of()), new TreeMap<>());

    try (DockerHosts hosts = new DockerHosts(Network.real(), new SshHome(folder, null))) {
      assertThatThrownBy(() -> new NetworkType(hosts).delete(made(Map.of()), work))
          .isInstanceOf(ResourceFailure.class)
          .hasMessageContaining("the answer has no Id");
    }
  }
}
