package dev.phoenix.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.ChannelDirectStreamLocal;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import dev.phoenix.lab.host.Console;
import dev.phoenix.resource.Secret;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTest {
  @TempDir Path folder;

  private Lab open(LabFleet fleet) throws Exception {
    return Lab.open(folder, parts(fleet));
  }

  private static Lab.Parts parts(LabFleet fleet) {
    return new Lab.Parts(LabOptions.USUAL, fleet, List.of(), Set.of());
  }

  private static LabFleet fleet() {
    return LabFleet.of(
        List.of(
            new LabFleet.Host("web1", "10.0.0.11", 22, null),
            new LabFleet.Host("here", "127.0.0.1", 0, "/var/run/docker.sock")));
  }

  private static Session log(Lab lab, String password) throws Exception {
    InetSocketAddress address = (InetSocketAddress) lab.tcp("10.0.0.11", 22);
    Session session =
        new JSch().getSession("joe", address.getAddress().getHostAddress(), address.getPort());
    session.setConfig("StrictHostKeyChecking", "no");
    session.setPassword(password.getBytes(StandardCharsets.UTF_8));
    session.connect(10_000);
    return session;
  }

  private static String run(Session session, String command) throws Exception {
    ChannelExec channel = (ChannelExec) session.openChannel("exec");
    channel.setCommand(command);
    InputStream out = channel.getInputStream();
    channel.connect(10_000);
    String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    channel.disconnect();
    return text;
  }

  @Test
  void dockerIsInstalledOverSshAndAnswersThroughTheForwardedSocket() throws Exception {
    try (Lab lab = open(fleet())) {
      Session session = log(lab, lab.sandbox().password().reveal());
      assertThat(run(session, "cat /etc/os-release")).contains("ID=debian");
      assertThat(run(session, "systemctl is-active docker 2>/dev/null")).isEqualTo("inactive\n");

      run(session, "sudo -n sh -c 'apt-get install -q -y \"$1\"' phoenix docker.io");

      assertThat(run(session, "systemctl is-active docker")).isEqualTo("active\n");
      ChannelDirectStreamLocal channel =
          (ChannelDirectStreamLocal) session.openChannel("direct-streamlocal@openssh.com");
      channel.setSocketPath("/var/run/docker.sock");
      InputStream in = channel.getInputStream();
      OutputStream out = channel.getOutputStream();
      channel.connect(10_000);
      out.write(
          "GET /v1.41/_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200 OK")
          .endsWith("OK");
      session.disconnect();
    }
  }

  @Test
  void theWorldOutlivesTheProcessAndHoldsNoSecretInClear() throws Exception {
    Secret secret = new Secret("very-secret-password");
    LabFleet fleet =
        new LabFleet(
            fleet().hosts(),
            List.of(
                new LabFleet.Server("10.0.0.9", 9443, new LabFleet.Account("admin", secret), null)),
            Map.of());
    Set<String> before;
    try (Lab lab = open(fleet)) {
      before = lab.sandbox().fingerprints();
    }
    try (Lab lab = open(fleet)) {
      assertThat(lab.sandbox().fingerprints()).isEqualTo(before);
      assertThat(lab.listening("10.0.0.9", 9443)).isPresent();
      assertThat(lab.unix("/var/run/docker.sock")).isNotEqualTo(lab.tcp("nobody", 1));
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain(secret.reveal());
      }
    }
  }

  @Test
  void aWorldOfManyMachinesOpensAtOnce() throws Exception {
    List<LabFleet.Host> hosts = new ArrayList<>();
    for (int number = 0; number < 100; number++) {
      hosts.add(new LabFleet.Host("h" + number, "10.0.1." + number, 22, null));
    }
    // The thread's own time: on a busy machine the clock on the wall says nothing of the lab.
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try (Lab lab = open(LabFleet.of(hosts))) {
      assertThat(lab.machine("h99")).isPresent();
    }
    long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    assertThat(took / 1_000_000).isLessThan(3000);
  }

  private static LabFleet machine(String name) {
    return LabFleet.of(List.of(new LabFleet.Host(name, "10.0.0.11", 22, null)));
  }

  private static int run(Lab lab, String machine, String... words) {
    return Console.run(lab.guest(machine).orElseThrow(), List.of(words), () -> new byte[0])
        .status();
  }

  @Test
  void aMachineOutlivesItsPlaceInTheFilesUntilItIsSwitchedOff() throws Exception {
    try (Lab lab = open(machine("web1"))) {
      assertThat(run(lab, "web1", "touch", "/root/mark")).isZero();
    }
    try (Lab lab = open(LabFleet.of(List.of()))) {
      assertThat(run(lab, "10.0.0.11", "test", "-e", "/root/mark")).isZero();

      run(lab, "web1", "poweroff");

      assertThat(lab.guest("10.0.0.11")).isEmpty();
    }
    try (Lab lab = open(LabFleet.of(List.of()))) {
      assertThat(lab.guest("web1")).isEmpty();
    }
    try (Lab lab = open(machine("web1"))) {
      assertThat(run(lab, "web1", "test", "-e", "/root/mark")).isZero();
    }
  }

  @Test
  void aMachineOfAnotherNameAtTheSamePlaceIsTheSame() throws Exception {
    try (Lab lab = open(machine("web1"))) {
      run(lab, "web1", "touch", "/root/mark");
    }
    try (Lab lab = open(machine("shop"))) {
      assertThat(run(lab, "shop", "test", "-e", "/root/mark")).isZero();
      assertThat(lab.guest("web1")).isEmpty();
    }
  }
}
