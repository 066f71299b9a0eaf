package dev.phoenix.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.ssh.Machine;
import dev.phoenix.provider.ssh.Script;
import dev.phoenix.provider.ssh.SshHome;
import dev.phoenix.real.DebianRoot;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Installs a real engine from the distribution's real packages over a real OpenSSH server. */
@Tag("long")
class DockerInstallLongTest {
  private static final Address ADDRESS = Address.parse("docker/web1");

  @TempDir Path home;
  private DebianRoot machine;
  private DockerHosts hosts;
  private ResourceType type;

  @BeforeEach
  void start() {
    machine = DebianRoot.start();
    hosts = new DockerHosts(Network.real(), new SshHome(home, null));
    type = new DockerProvider(hosts).types().getFirst();
  }

  @AfterEach
  void stop() {
    if (machine != null) {
      hosts.close();
      machine.close();
    }
  }

  private RecordingWork wanting(Map<String, String> daemon) {
    return fill(new RecordingWork(), daemon);
  }

  private RecordingWork fill(RecordingWork work, Map<String, String> daemon) {
    ObjectNode connection = JsonNodeFactory.instance.objectNode();
    connection
        .put("kind", "ssh")
        .put("address", "127.0.0.1")
        .put("port", machine.port())
        .put("user", "root")
        .put("identity_file", machine.key().toString())
        .put("host_key", machine.fingerprint());
    return work.with(
        "docker/web1",
        Attributes.builder()
            .put("connection", connection)
            .put("channel", "distribution")
            .put("version", "20.10")
            .put("daemon", daemon)
            .put("users", List.of("deploy"))
            .put("running", true)
            .build(),
        new TreeMap<>());
  }

  private Attributes observed(RecordingWork work) throws ResourceFailure {
    Observation observation =
        type.read(new Subject(ADDRESS, work.resource("docker/web1"), null), work);
    assertThat(observation).isInstanceOf(Observation.Present.class);
    return ((Observation.Present) observation).attributes();
  }

  private static Attributes withoutConnection(Attributes attributes) {
    ObjectNode object = attributes.toJson();
    object.remove("connection");
    return Attributes.of(object);
  }

  @Test
  void installsOnceAndManagesItsSettings() throws Exception {
    RecordingWork work = wanting(Map.of("log-driver", "local"));
    Subject subject = new Subject(ADDRESS, work.resource("docker/web1"), null);
    assertThat(type.read(subject, work)).isInstanceOf(Observation.Absent.class);

    Identity identity = type.create(work.resource("docker/web1"), work);

    assertThat(identity.part("engine")).isNotEmpty();
    assertThat(observed(work))
        .isEqualTo(withoutConnection(work.resource("docker/web1").attributes()));
    assertThat(work.progress)
        .anySatisfy(line -> assertThat(line).startsWith("install docker.io 20.10."));

    RecordingWork again = wanting(Map.of("log-driver", "local"));
    assertThat(type.create(again.resource("docker/web1"), again)).isEqualTo(identity);
    assertThat(again.progress).isEmpty();

    RecordingWork bad = wanting(Map.of("bridge", "clashes-with-the-flag"));
    assertThatThrownBy(() -> type.create(bad.resource("docker/web1"), bad))
        .isInstanceOf(ResourceFailure.class)
        .hasMessageContaining("the old file is back and the engine runs with that");
    assertThat(Files.readString(machine.file("/etc/docker/daemon.json"))).contains("local");
    assertThat(observed(work))
        .isEqualTo(withoutConnection(work.resource("docker/web1").attributes()));
  }

  /** Each run dies at the next thing it does, and the one after it goes on from there. */
  @Test
  void goesOnWhereItDied() throws Exception {
    int deaths = 0;
    Identity identity = Identity.UNKNOWN;
    while (!identity.isKnown()) {
      RecordingWork work = fill(new DyingWork(deaths), Map.of("log-driver", "local"));
      try {
        identity = type.create(work.resource("docker/web1"), work);
      } catch (Death _) {
        deaths++;
      }
    }
    RecordingWork work = wanting(Map.of("log-driver", "local"));

    assertThat(deaths).isBetween(4, 20);
    assertThat(observed(work))
        .isEqualTo(withoutConnection(work.resource("docker/web1").attributes()));
  }

  /** In the middle of unpacking, or when dpkg had just not yet noted that it was done with it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endsAnInstallationThatWasKilled(boolean noted) throws Exception {
    RecordingWork work = wanting(Map.of());
    Machine ssh = hosts.machine(ADDRESS, work).orElseThrow();
    Thread killer = Thread.ofVirtual().start(() -> killDpkgOnce(ssh));
    assertThatThrownBy(() -> type.create(work.resource("docker/web1"), work))
        .isInstanceOf(ResourceFailure.class);
    killer.join();
    if (noted) {
      Path status = machine.file("/var/lib/dpkg/status");
      // This takes in what the killed one has noted elsewhere.
      var _ = ssh.run(Script.of("settle", "dpkg --configure -a || true"));
      Files.writeString(
          status,
          Files.readString(status)
              .replaceFirst(
                  "(?m)(^Package: containerd\nStatus: ).*", "$1install reinstreq unpacked"));
    }

    Identity identity = type.create(work.resource("docker/web1"), work);

    assertThat(identity.part("engine")).isNotEmpty();
    assertThat(observed(work))
        .isEqualTo(withoutConnection(work.resource("docker/web1").attributes()));
  }

  /** While it unpacks the engine's package. */
  private static void killDpkgOnce(Machine ssh) {
    String script =
        """
        for i in $(seq 30000); do
          if [ -e /usr/bin/containerd.dpkg-new ]; then
            for p in /proc/[0-9]*; do
              if grep -q -x -e apt-get -e dpkg $p/comm 2>/dev/null; then kill -9 ${p#/proc/}; fi
            done
            exit 0
          fi
          sleep 0.01
        done
        """;
    try {
      ssh.run(Script.of("kill the installation", script).patience(java.time.Duration.ofMinutes(5)));
    } catch (ResourceFailure failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Ends a run the way a killed process does. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Dies at the progress after so many. */
  private static final class DyingWork extends RecordingWork {
    private int left;

    private DyingWork(int left) {
      this.left = left;
    }

    @Override
    public void progress(String what) {
      if (left-- == 0) {
        throw new Death();
      }
      super.progress(what);
    }
  }
}
