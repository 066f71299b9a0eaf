package dev.phoenix.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.configuration.Connection.Local;
import dev.phoenix.configuration.Connection.Ssh;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReaderTest {
  @TempDir Path workspace;
  private final Diagnostics diagnostics = new Diagnostics();

  @BeforeEach
  void stack() throws IOException {
    write("stacks/web/docker-compose.yml", "services:\n  web:\n    image: nginx:1.27\n");
  }

  @Test
  void oneHostWithOneStackIsTwentyLines() throws IOException {
    write(
        "phoenix_hypervisor_config.json",
        """
        {
          // Comments are welcome.
          "portainer_api": { "admin_password": "${env:PORTAINER_PASSWORD}" },
          "hosts": [
            {
              "name": "web1",
              "address": "10.0.0.21",
              "portainer_role": "primary",
              "docker_stacks": ["web"]
            }
          ]
        }
        """);

    Configuration read = good(Map.of("PORTAINER_PASSWORD", "correct horse"));

    assertThat(diagnostics.sorted()).isEmpty();
    PortainerServer server = Objects.requireNonNull(read.portainer());
    assertThat(server.managed()).isTrue();
    assertThat(server.primary()).isEqualTo("web1");
    assertThat(server.url()).isEqualTo("https://10.0.0.21:9443");
    assertThat(server.adminPassword()).isEqualTo(new Secret("correct horse"));
    assertThat(server.publish())
        .containsExactly(Map.entry("8000", "8000"), Map.entry("9443", "9443"));
    Host host = read.hosts().getFirst();
    assertThat(host.connection())
        .isEqualTo(new Ssh("10.0.0.21", 22, "root", null, null, null, null, null, null, null));
    assertThat(Objects.requireNonNull(host.environment()).agent().image())
        .isEqualTo("portainer/agent:2.33.6");
    assertThat(host.position()).hasToString("phoenix_hypervisor_config.json:5:5");
    assertThat(Objects.requireNonNull(read.stacks().get("web")).environments())
        .containsOnlyKeys("production");
  }

  @Test
  void aHostTakesWhatItDoesNotSayFromTheSshBlock() throws IOException {
    write(
        "phoenix_hypervisor_config.json",
        """
        {
          "ssh": { "user": "ops", "identity_file": "~/.ssh/fleet", "jump": { "address": "gate" } },
          "hosts": [
            { "name": "a", "connection": { "port": 2222 } },
            { "name": "b", "connection": "local" }
          ]
        }
        """);

    Configuration read = good(Map.of());

    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(read.hosts().get(0).connection())
        .isEqualTo(
            new Ssh(
                "a",
                2222,
                "ops",
                "~/.ssh/fleet",
                null,
                null,
                null,
                null,
                null,
                new Connection.Jump(
                    "gate", 22, "ops", "~/.ssh/fleet", null, null, null, null, null)));
    assertThat(read.hosts().get(1).connection()).isEqualTo(new Local("/var/run/docker.sock"));
  }

  /** With the key of the ssh block goes its passphrase, and not with another one. */
  @Test
  void aMachineInBetweenOpensTheKeyThatItShares() throws IOException {
    write(
        "phoenix_hypervisor_config.json",
        """
        {
          "ssh": { "identity_file": "~/.ssh/fleet", "passphrase": "${env:PHRASE}", "agent": true,
            "jump": { "address": "gate" } },
          "hosts": [
            { "name": "a" },
            { "name": "b", "connection": {
              "jump": { "address": "c", "identity_file": "~/.ssh/c", "agent": false } } }
          ]
        }
        """);

    Configuration read = good(Map.of("PHRASE", "open up"));

    Connection.Jump shared = ((Ssh) read.hosts().get(0).connection()).jump();
    Connection.Jump own = ((Ssh) read.hosts().get(1).connection()).jump();
    assertThat(shared).extracting("passphrase").isEqualTo(new Secret("open up"));
    assertThat(shared).extracting("agent").isEqualTo(true);
    assertThat(own).extracting("passphrase").isNull();
    assertThat(own).extracting("agent").isEqualTo(false);
  }

  @Test
  void anUnknownFieldIsAnErrorThatNamesTheNearest() throws IOException {
    write("phoenix_hypervisor_config.json", "{\n  \"hosts\": [{ \"nmae\": \"a\" }]\n}\n");

    assertThat(read(Map.of())).isNull();

    assertThat(Rendering.of(diagnostics))
        .isEqualTo(
            """
            error phoenix_hypervisor_config.json:2:15 /hosts/0/nmae
              unknown field "nmae"
              Did you mean "name"?
            """);
  }

  @Test
  void anUnsetSecretNamesTheVariableAndTheField() throws IOException {
    write(
        "phoenix_hypervisor_config.json",
        "{ \"portainer_api\": { \"admin_password\": \"${env:ABSENT}\", \"url\": \"https://p\" } }");

    assertThat(read(Map.of())).isNull();

    assertThat(Rendering.of(diagnostics))
        .contains("1:22 /portainer_api/admin_password")
        .contains("the environment variable ABSENT is not set");
  }

  @Test
  void theLabMakesUpWhatIsNotSet() throws IOException {
    write(
        "phoenix_hypervisor_config.json",
        "{ \"portainer_api\": { \"admin_password\": \"${env:ABSENT}\", \"url\": \"https://p\" } }");

    Configuration read =
        new ConfigurationReader(SecretSource.madeUp(SecretSource.of(Map.of())))
            .read(workspace, diagnostics);

    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(Objects.requireNonNull(read).portainer()).isNotNull();
  }

  private Configuration good(Map<String, String> environment) {
    Configuration read = read(environment);
    assertThat(diagnostics.sorted()).isEmpty();
    return Objects.requireNonNull(read);
  }

  private @Nullable Configuration read(Map<String, String> environment) {
    return new ConfigurationReader(SecretSource.of(environment)).read(workspace, diagnostics);
  }

  private void write(String file, String text) throws IOException {
    Path path = workspace.resolve(file);
    Path folder = path.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(path, text);
  }
}
