package dev.phoenix.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.provider.docker.EngineFacts.Channel;
import dev.phoenix.provider.ssh.ScriptResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineFactsTest {
  private static EngineFacts facts(Map<String, String> lines) {
    Map<String, String> all =
        new LinkedHashMap<>(
            Map.of(
                "ID", "debian",
                "VERSION_CODENAME", "bookworm",
                "phoenix.daemon", "",
                "phoenix.sources", "",
                "phoenix.listening", ""));
    lines.forEach((name, value) -> all.put("phoenix." + name, value));
    StringBuilder said = new StringBuilder();
    all.forEach((name, value) -> said.append(name).append('=').append(value).append('\n'));
    return EngineFacts.of(new ScriptResult(0, said.toString(), "")).orElseThrow();
  }

  /** What is not there is believed of a whole answer alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ID=debian\nphoenix.arch=amd64\n",
        "phoenix.daemon=\nphoenix.sources=\n",
        "phoenix.daemon=e30\u0000\nphoenix.sources=\nphoenix.listening=\n"
      })
  void halfOfAnAnswerIsNone(String said) {
    assertThat(EngineFacts.of(new ScriptResult(0, said, ""))).isEmpty();
  }

  @Test
  void knowsDockersOwnPackage() {
    EngineFacts facts =
        facts(
            Map.of(
                "dockerd",
                "/usr/bin/dockerd",
                "docker-ce",
                "installed 5:28.1.1-1~debian.12~bookworm",
                "group",
                "docker:x:998:alice,bob",
                "active",
                "active",
                "enabled",
                "enabled",
                "daemon",
                "e30K"));

    assertThat(facts.channel()).isEqualTo(Channel.DOCKER_CE);
    assertThat(facts.version()).isEqualTo("28.1.1-1~debian.12~bookworm");
    assertThat(facts.members()).containsExactlyInAnyOrder("alice", "bob");
    assertThat(facts.active()).isTrue();
    assertThat(facts.enabled()).isTrue();
    assertThat(facts.daemon()).isEqualTo("{}\n");
    assertThat(EngineInstallation.fits(facts, "any", "28.1")).isTrue();
    assertThat(EngineInstallation.fits(facts, "distribution", "")).isFalse();
    assertThat(EngineInstallation.fits(facts, "docker-ce", "27")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "snap, active, the Docker Engine of a snap runs (snap.docker.dockerd)",
    "snap, inactive, ''",
    "rootless, /run/user/1000/docker.sock, a Docker Engine without root listens at /run/user/1000/docker.sock",
    "listening, /run/docker.sock, a program that is in no package and not in the PATH listens at /run/docker.sock",
  })
  void knowsAnEngineOfAnotherKind(String name, String value, String another) {
    assertThat(facts(Map.of(name, value)).another()).isEqualTo(another);
    // One that runs is the one that answers, and it is looked at as usual.
    assertThat(facts(Map.of(name, value, "active", "active")).another()).isEmpty();
  }

  /** The service manager listens for an engine that is stopped. */
  @Test
  void theSocketOfAStoppedEngineIsItsOwn() {
    Map<String, String> stopped =
        Map.of(
            "dockerd", "/usr/bin/dockerd",
            "active", "inactive",
            "listening", "/run/docker.sock");

    assertThat(facts(stopped).another()).isEmpty();
  }

  @Test
  void knowsAnEngineOfNoPackage() {
    EngineFacts facts =
        facts(
            Map.of(
                "dockerd",
                "/usr/local/bin/dockerd",
                "reported",
                "Docker version 27.0.3, build 7d4bcd8",
                "docker.io",
                "config-files 20.10.24"));

    assertThat(facts.channel()).isEqualTo(Channel.OTHER);
    assertThat(facts.version()).isEqualTo("27.0.3");
  }

  @ParameterizedTest
  @CsvSource({
    "20.10.24, 20.10, true",
    "20.10.24, 20.10.2, false",
    "20.10.24, 20.1, false",
    "20.10.24, 20., true",
    "20.10.24, '', true",
    "28.1.1-1~debian.12~bookworm, 28.1.1, true",
    "28.1.1-1~debian.12~bookworm, 28.1.1-1~deb, true",
    "28.1.1, 28.1.1, true",
    "28.1.1, 27, false",
  })
  void aVersionBeginsWithWholeNumbers(String version, String wanted, boolean begins) {
    assertThat(EngineFacts.begins(version, wanted)).isEqualTo(begins);
  }

  @Test
  void knowsThatThereIsNone() {
    EngineFacts facts = facts(Map.of());

    assertThat(facts.installed()).isFalse();
    assertThat(facts.members()).isEmpty();
    assertThat(facts.active()).isFalse();
  }
}
