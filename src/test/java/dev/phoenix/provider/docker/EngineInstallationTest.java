package dev.phoenix.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.provider.ssh.ScriptResult;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Time;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

class EngineInstallationTest {
  private static final String LOOK = "Says what stands of Docker";
  private static final String INSTALL_CE = "install -q -y --no-install-recommends";

  private static final String BARE =
      """
      ID=debian
      VERSION_CODENAME=bookworm
      phoenix.arch=amd64
      phoenix.daemon=
      phoenix.sources=
      phoenix.listening=
      """;

  private static final String WITH_CE =
      BARE + "phoenix.dockerd=/usr/bin/dockerd\nphoenix.docker-ce=installed 5:28.1.1-1\n";

  @TempDir Path home;
  private final RecordingWork work = new RecordingWork();
  private ScriptedMachine machine;

  @BeforeEach
  void start() throws Exception {
    machine = new ScriptedMachine(home, "root");
    work.time =
        new Time() {
          @Override
          public long nanos() {
            return 0;
          }

          @Override
          public void sleep(Duration duration) {}
        };
  }

  @AfterEach
  void stop() throws Exception {
    machine.close();
  }

  private EngineFacts ensure(String channel, String version) throws ResourceFailure {
    return new EngineInstallation(machine.machine(), "https://packages.example/linux")
        .ensure(channel, version, work);
  }

  private static ScriptResult says(String output) {
    return new ScriptResult(0, output, "");
  }

  @Test
  void leavesAloneWhatFits() throws Exception {
    machine.then(LOOK, says(WITH_CE));

    assertThat(ensure("any", "28").version()).isEqualTo("28.1.1-1");
    assertThat(work.progress).isEmpty();
    assertThat(machine.count("apt-get")).isZero();
  }

  /** A container takes commands before its network is up. */
  @Test
  void waitsUntilTheMachineHasBootedBeforePackagesAreFetched() throws Exception {
    machine
        .then(LOOK, says(BARE + "phoenix.boot=initializing\n"))
        .then(LOOK, says(BARE + "phoenix.boot=starting\n"))
        .then(LOOK, says(BARE + "phoenix.boot=degraded\n"))
        .then(LOOK, says(WITH_CE));

    assertThat(ensure("any", "").installed()).isTrue();
    assertThat(work.progress)
        .startsWith(
            "waiting until it has booted",
            "waiting until it has booted",
            "settle the package system");
  }

  @Test
  void leavesAMachineAloneThatBootsWithItsEngine() throws Exception {
    machine.then(LOOK, says(WITH_CE + "phoenix.boot=starting\n"));

    assertThat(ensure("any", "").installed()).isTrue();
    assertThat(work.progress).isEmpty();
  }

  @Test
  void installsFromDockersRepository() throws Exception {
    machine.then(LOOK, says(BARE)).then(LOOK, says(WITH_CE));

    assertThat(ensure("docker-ce", "").installed()).isTrue();
    assertThat(work.progress)
        .containsExactly(
            "settle the package system",
            "install what fetches the key",
            "adding the package repository https://packages.example/linux/debian",
            "update the package lists",
            "install docker-ce");
    assertThat(machine.count("Replaces the file $1 by standard input")).isOne();
  }

  /** Docker's own instructions write docker.sources by now. */
  @Test
  void leavesARepositoryThatSomebodyHasDescribed() throws Exception {
    machine.then(LOOK, says(BARE + "phoenix.described=yes\n")).then(LOOK, says(WITH_CE));

    ensure("docker-ce", "");

    assertThat(machine.count("Replaces the file $1 by standard input")).isZero();
    assertThat(work.progress).contains("update the package lists", "install docker-ce");
  }

  @Test
  void waitsForCloudInitAndSaysSo() throws Exception {
    machine
        .then(LOOK, says(WITH_CE + "phoenix.cloud=status: running\n"))
        .then(LOOK, says(WITH_CE + "phoenix.cloud=status: done\n"));

    ensure("any", "");

    assertThat(work.progress).containsExactly("waiting for cloud-init to end");
  }

  @Test
  void waitsForWhoeverHoldsThePackageSystem() throws Exception {
    machine
        .then(LOOK, says(BARE))
        .then(LOOK, says(WITH_CE))
        .then(
            INSTALL_CE + " -o Dpkg",
            new ScriptResult(
                100,
                "",
                "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (unattended-upgr)\n"))
        .then(INSTALL_CE + " -o Dpkg", says(""));

    ensure("docker-ce", "");

    assertThat(work.progress)
        .contains(
            "waiting for the package system: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (unattended-upgr)");
  }

  @Test
  void saysWhatThePackageSystemComplainsOf() {
    machine
        .then(LOOK, says(BARE))
        .then(
            "apt-get update -q",
            new ScriptResult(
                100, "", "W: something\nE: The repository 'x' does not have a Release file.\n"));

    assertThatThrownBy(() -> ensure("distribution", ""))
        .isInstanceOf(ResourceFailure.class)
        .hasMessage(
            "docker/web1: cannot update the package lists: E: The repository 'x' does not have a Release file.");
  }

  @Test
  void installsOnlyWhereItKnowsHow() {
    machine.then(LOOK, says(BARE.replace("ID=debian", "ID=\"arch\"")));

    assertThatThrownBy(() -> ensure("any", ""))
        .isInstanceOf(ResourceFailure.class)
        .hasMessageContaining("the machine runs \"arch\"")
        .hasMessageContaining("set channel to \"any\"");
  }

  @Test
  void namesTheVersionsThatThereAre() {
    machine
        .then(LOOK, says(BARE))
        .then(
            "apt-cache madison",
            says(" docker-ce | 5:28.1.1-1 | https://x\n docker-ce | 5:27.5.1-1 | https://x\n"));

    assertThatThrownBy(() -> ensure("docker-ce", "26"))
        .isInstanceOf(ResourceFailure.class)
        .hasMessage(
            "docker/web1: no version of docker-ce begins with 26; there are 5:28.1.1-1, 5:27.5.1-1");
  }

  @Test
  void saysWhenSudoRefuses() throws Exception {
    try (ScriptedMachine other = new ScriptedMachine(home, "deploy")) {
      other.then("sudo -n sh -c ", new ScriptResult(1, "", "sudo: a password is required\n"));

      assertThatThrownBy(() -> other.machine().look())
          .isInstanceOfSatisfying(
              ResourceFailure.class, f -> assertThat(f.kind()).isEqualTo(Kind.PERMANENT))
          .hasMessageContaining("sudo refuses user deploy (sudo: a password is required)")
          .hasMessageContaining("deploy ALL=(ALL) NOPASSWD: ALL");
    }
  }

  @Test
  void looksAtAnEngineAsAUserWhoMayOnlyUseIt() throws Exception {
    try (ScriptedMachine other = new ScriptedMachine(home, "deploy")) {
      other
          .then("sudo -n sh -c ", new ScriptResult(1, "", "sudo: a password is required\n"))
          .then("env LC_ALL=C sh -c ", says(WITH_CE));

      assertThat(other.machine().look().version()).isEqualTo("28.1.1-1");
    }
  }

  /** Cloud images often do not know their own name: sudo says so each time and goes on. */
  @Test
  void takesNoMachineWithoutItsOwnNameForARefusalOfSudo() throws Exception {
    String nameless = "sudo: unable to resolve host web1: Name or service not known\n";
    try (ScriptedMachine other = new ScriptedMachine(home, "deploy")) {
      other
          .then(
              "apt-get update -q",
              new ScriptResult(
                  100, "", nameless + "E: Could not get lock /var/lib/apt/lists/lock\n"))
          .then("apt-get update -q", new ScriptResult(100, "", nameless + "E: No space left\n"))
          .then("id -u", new ScriptResult(1, "", nameless + "there is no user x\n"));

      assertThatThrownBy(() -> other.machine().packages("update", "update-packages.sh", work))
          .hasMessage("docker/web1: cannot update: E: No space left");
      assertThat(work.progress)
          .contains("waiting for the package system: Could not get lock /var/lib/apt/lists/lock");
      assertThatThrownBy(
              () -> other.machine().must(EngineMachine.script("put x in", "group.sh", "x")))
          .hasMessageEndingWith("cannot put x in: there is no user x");
    }
  }

  @Test
  void saysWhenThereIsNoSudo() throws Exception {
    try (ScriptedMachine other = new ScriptedMachine(home, "deploy")) {
      other.then(
          "sudo -n sh -c ", new ScriptResult(127, "", "env: 'sudo': No such file or directory\n"));

      assertThatThrownBy(() -> other.machine().look())
          .hasMessageContaining("needs root", "or connect as root");
    }
  }

  /** The words of apt that are waited for are its English ones. */
  @Test
  void asksEveryMachineInOneLanguage() throws Exception {
    machine.then(LOOK, says(BARE));

    machine.machine().look();

    assertThat(machine.count("env LC_ALL=C sh -c ")).isOne();
  }

  @Test
  void saysWhatBecameOfTheEngineWithABadDaemonFile() {
    machine
        .then("Replaces daemon.json", new ScriptResult(3, "", "unknown key x\n"))
        .then("Replaces daemon.json", new ScriptResult(5, "", "no such driver\n"));

    assertThatThrownBy(this::writeDaemon)
        .hasMessage(
            "docker/web1: cannot change daemon.json: the engine finds it invalid, nothing was changed (unknown key x)");
    assertThatThrownBy(this::writeDaemon)
        .hasMessageContaining("not with the old file either")
        .hasMessageContaining("(no such driver)");
  }

  private void writeDaemon() throws ResourceFailure {
    DaemonSettings.write(machine.machine(), JsonNodeFactory.instance.objectNode(), work);
  }
}
