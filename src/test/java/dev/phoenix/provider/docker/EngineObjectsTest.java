package dev.phoenix.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.ssh.SshHome;
import dev.phoenix.real.RealDocker;
import dev.phoenix.real.RealSshd;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Subject;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Volumes and networks of a real Docker Engine, through a real OpenSSH server. */
class EngineObjectsTest {
  @TempDir static Path home;
  private static RealSshd sshd;
  private static Path key;

  private final RecordingWork work = new RecordingWork();
  private DockerProvider provider;

  @BeforeAll
  static void start() {
    RealDocker.get();
    sshd = RealSshd.start();
    key = sshd.key("ed25519", "");
  }

  @AfterAll
  static void stop() {
    if (sshd != null) {
      sshd.close();
    }
  }

  @BeforeEach
  void open() {
    ObjectNode connection = JsonNodeFactory.instance.objectNode();
    connection
        .put("kind", "ssh")
        .put("address", "127.0.0.1")
        .put("port", sshd.port())
        .put("user", sshd.user())
        .put("identity_file", key.toString())
        .put("host_key", sshd.fingerprint("ed25519"))
        .put("socket", RealDocker.get().socket().toString());
    work.with(
        "docker/web1", Attributes.builder().put("connection", connection).build(), new TreeMap<>());
    provider = new DockerProvider(new DockerHosts(Network.real(), new SshHome(home, null)));
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private ResourceType type(String name) {
    return provider.types().stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Attributes volume(Map<String, String> options) {
    return Attributes.builder()
        .put("docker", "docker/web1")
        .put("name", "test_data")
        .put("driver", "local")
        .put("options", options)
        .put("labels", Map.of("team", "blue"))
        .build();
  }

  private static Attributes.Builder network(boolean internal) {
    return Attributes.builder()
        .put("docker", "docker/web1")
        .put("name", "test_net")
        .put("driver", "bridge")
        .put("internal", internal)
        .put("attachable", false)
        .put("options", Map.of())
        .put("labels", Map.of());
  }

  private Subject wanted(String address, Attributes attributes) {
    work.with(address, attributes, new TreeMap<>());
    return new Subject(Address.parse(address), work.resource(address), null);
  }

  private static Recorded recorded(Subject subject, Identity identity) {
    return new Recorded(
        subject.address(),
        identity,
        subject.attributes(),
        new TreeMap<>(),
        new TreeSet<>(),
        null,
        Recorded.Status.OK);
  }

  private Observation.Present present(ResourceType type, Subject subject) throws ResourceFailure {
    Observation observation = type.read(subject, work);
    assertThat(observation).isInstanceOf(Observation.Present.class);
    return (Observation.Present) observation;
  }

  @Test
  void makesReadsAndRemovesAVolume() throws Exception {
    ResourceType type = type("volume");
    Subject subject = wanted("volume/web1/test_data", volume(Map.of()));

    assertThat(type.read(subject, work)).isInstanceOf(Observation.Absent.class);
    Identity identity = type.create(work.resource("volume/web1/test_data"), work);
    assertThat(present(type, subject).attributes()).isEqualTo(subject.attributes());
    Subject kept = new Subject(subject.address(), subject.desired(), recorded(subject, identity));
    // No engine changes the labels of a volume, so what they are by now is not looked at.
    assertThat(present(type, kept).attributes().has("labels")).isFalse();
    assertThat(present(type, subject).identity()).isEqualTo(identity);
    assertThat(work.existing).containsExactly(identity);

    Subject other = wanted("volume/web1/test_data", volume(Map.of("type", "tmpfs")));
    assertThat(present(type, other).attributes()).isNotEqualTo(other.attributes());
    assertThatThrownBy(() -> type.create(work.resource("volume/web1/test_data"), work))
        .isInstanceOf(ResourceFailure.class)
        .hasMessageContaining("volume test_data is there by now with driver local and options {}");

    type.delete(recorded(subject, identity), work);
    type.delete(recorded(subject, identity), work);
    assertThat(type.read(subject, work)).isInstanceOf(Observation.Absent.class);
  }

  @Test
  void makesReadsAndRemovesANetwork() throws Exception {
    ResourceType type = type("network");
    Subject subject =
        wanted(
            "network/web1/test_net",
            network(true).put("subnet", "10.215.7.0/24").put("gateway", "10.215.7.9").build());

    assertThat(type.read(subject, work)).isInstanceOf(Observation.Absent.class);
    Identity identity = type.create(work.resource("network/web1/test_net"), work);
    assertThat(present(type, subject).attributes()).isEqualTo(subject.attributes());
    assertThat(present(type, subject).identity()).isEqualTo(identity);

    type.delete(recorded(subject, identity), work);
    type.delete(recorded(subject, identity), work);
    assertThat(type.read(subject, work)).isInstanceOf(Observation.Absent.class);
  }

  @Test
  void namesTheContainersThatStillUseANetwork() throws Exception {
    ResourceType type = type("network");
    Subject subject = wanted("network/web1/test_net", network(true).build());
    Identity identity = type.create(work.resource("network/web1/test_net"), work);
    DockerApi engine = provider.hosts().engine(Address.parse("docker/web1"), work);
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("Image", RealDocker.IMAGE);
    body.putObject("HostConfig").put("NetworkMode", "test_net");
    String container = engine.containers().create("net_user", body);
    try {
      engine.containers().start(container);

      assertThatThrownBy(() -> type.delete(recorded(subject, identity), work))
          .isInstanceOf(ResourceFailure.class)
          .hasMessageContaining(
              "docker/web1: cannot remove network test_net: containers net_user still use it");
    } finally {
      engine.containers().remove(container);
      type.delete(recorded(subject, identity), work);
    }
  }

  @Test
  void whatLivesInAnEngineThatIsNotThereIsNotThereEither() throws Exception {
    Subject subject = wanted("volume/web1/test_data", volume(Map.of()));
    work.observed = new Observation.Absent();
    assertThat(type("volume").read(subject, work)).isInstanceOf(Observation.Absent.class);

    work.observed = new Observation.Unreachable("no route");
    assertThat(type("volume").read(subject, work))
        .isEqualTo(new Observation.Unreachable("no route"));
  }

  @Test
  void manyAskAnEngineAtOnceOverOneSession() throws Exception {
    DockerApi engine = provider.hosts().engine(Address.parse("docker/web1"), work);
    Callable<String> task = () -> engine.info().id();
    try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
      for (Future<String> answer : threads.invokeAll(Collections.nCopies(200, task))) {
        assertThat(answer.get()).isNotEmpty();
      }
    }
  }

  @Test
  void readsAnEngineThatRuns() throws Exception {
    Subject docker = new Subject(Address.parse("docker/web1"), work.resource("docker/web1"), null);

    Observation observation = type("docker").read(docker, work);

    assertThat(observation).isInstanceOfAny(Observation.Present.class, Observation.Absent.class);
  }
}
