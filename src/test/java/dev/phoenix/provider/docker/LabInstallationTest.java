package dev.phoenix.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.lab.Lab;
import dev.phoenix.lab.LabFleet;
import dev.phoenix.lab.LabOptions;
import dev.phoenix.provider.ssh.Machine;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Subject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The scripts that install an engine do on the lab's machines what they do on real ones. */
class LabInstallationTest {
  private static final Address ADDRESS = Address.parse("docker/web1");

  @TempDir Path folder;
  private Lab lab;
  private DockerHosts hosts;
  private ResourceType type;

  @BeforeEach
  void start() throws Exception {
    LabFleet.Host host = new LabFleet.Host("web1", "10.0.0.11", 2222, null);
    lab =
        Lab.open(
            folder,
            new Lab.Parts(
                LabOptions.USUAL, LabFleet.of(List.of(host)), List.of(), Set.<String>of()));
    hosts = new DockerHosts(lab);
    type = new DockerProvider(hosts).types().getFirst();
  }

  @AfterEach
  void stop() throws Exception {
    hosts.close();
    lab.close();
  }

  private static RecordingWork wanting(
      String channel, Map<String, String> daemon, List<String> users) {
    ObjectNode connection = JsonNodeFactory.instance.objectNode();
    connection.put("kind", "ssh").put("address", "10.0.0.11").put("port", 2222);
    connection.put("user", "root").put("identity_file", "/nowhere/id_ed25519");
    return new RecordingWork()
        .with(
            "docker/web1",
            Attributes.builder()
                .put("connection", connection)
                .put("channel", channel)
                .put("daemon", daemon)
                .put("users", users)
                .put("running", true)
                .build(),
            new TreeMap<>());
  }

  private Observation read(RecordingWork work) throws ResourceFailure {
    return type.read(new Subject(ADDRESS, work.resource("docker/web1"), null), work);
  }

  private void isAsWanted(RecordingWork work) throws ResourceFailure {
    assertThat(read(work)).isInstanceOf(Observation.Present.class);
    Attributes observed = ((Observation.Present) read(work)).attributes();
    ObjectNode wanted = work.resource("docker/web1").attributes().toJson();
    wanted.remove("connection");
    assertThat(observed).isEqualTo(Attributes.of(wanted));
  }

  @ParameterizedTest
  @CsvSource({"any,docker-ce", "docker-ce,docker-ce", "distribution,docker.io"})
  void installsWhatIsWantedOnce(String channel, String installed) throws Exception {
    RecordingWork work = wanting(channel, Map.of("log-driver", "local"), List.of("deploy", "joe"));
    assertThat(read(work)).isInstanceOf(Observation.Absent.class);

    Identity identity = type.create(work.resource("docker/web1"), work);

    assertThat(work.progress).anySatisfy(line -> assertThat(line).contains("install " + installed));
    isAsWanted(work);
    RecordingWork again = wanting(channel, Map.of("log-driver", "local"), List.of("deploy", "joe"));
    assertThat(type.create(again.resource("docker/web1"), again)).isEqualTo(identity);
    assertThat(again.progress).isEmpty();
  }

  /** Else a second engine would be installed, and the containers of the first be lost to sight. */
  @Test
  void anEngineOfAnotherKindIsNotAbsent() throws Exception {
    RecordingWork work = wanting("any", Map.of(), List.of());
    Machine machine = hosts.machine(ADDRESS, work).orElseThrow();
    machine.write(
        "/proc/net/unix",
        "644",
        """
        Num       RefCount Protocol Flags    Type St Inode Path
        0000000000000000: 00000002 00000000 00010000 0001 01 20021 /run/systemd/notify
        0000000000000000: 00000002 00000000 00010000 0001 01 21455 /run/docker.sock
        """);
    // As in a container on its host's network: the socket is known, the file is on the host.
    assertThat(read(work)).isInstanceOf(Observation.Absent.class);

    machine.write("/run/docker.sock", "660", "");

    assertThat(read(work))
        .isEqualTo(
            new Observation.Unreachable(
                "docker/web1: a program that is in no package and not in the PATH listens at /run/docker.sock, which phoenix does not manage, and an engine beside it would know nothing of its containers; remove it, or take the host out of the files, then run again"));
  }

  @Test
  void changesSettingsAndUsers() throws Exception {
    RecordingWork first = wanting("distribution", Map.of(), List.of("deploy"));
    Identity identity = type.create(first.resource("docker/web1"), first);
    RecordingWork second =
        wanting("distribution", Map.of("log-driver", "journald"), List.of("deploy", "eve"));
    Resource wanted = second.resource("docker/web1");

    Identity after = type.update(wanted, (Observation.Present) read(second), second);

    assertThat(after).isEqualTo(identity);
    isAsWanted(second);
  }

  @Test
  void saysThatAUserIsMissing() {
    RecordingWork work = wanting("any", Map.of(), List.of("missing-user"));
    assertThatThrownBy(() -> type.create(work.resource("docker/web1"), work))
        .isInstanceOf(ResourceFailure.class)
        .hasMessageContaining("missing-user");
  }

  @Test
  void speaksToTheEngineThroughTheSocketOfTheMachine() throws Exception {
    RecordingWork work = wanting("any", Map.of(), List.of());
    Identity identity = type.create(work.resource("docker/web1"), work);
    DockerApi engine = hosts.engine(ADDRESS, work);

    assertThat(engine.containers().list()).isEmpty();
    assertThat(identity.part("engine")).isNotEmpty();
  }
}
