package dev.phoenix.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.lab.engine.Container;
import dev.phoenix.lab.host.Console;
import dev.phoenix.lab.proxmox.Datacenter;
import dev.phoenix.plan.Plan;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A container of Proxmox VE that carries Docker, an agent and a stack, with no SSH server in it.
 */
@Execution(ExecutionMode.CONCURRENT)
class DockerInContainerTest {
  private static final String TEMPLATE = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst";

  @TempDir Path folder;

  private Trial open(Set<Integer> withSsh) throws IOException {
    Files.writeString(
        folder.resolve("phoenix_hypervisor_config.json"),
        """
        {"portainer_api": {"admin_password": "${env:PORTAINER_ADMIN_PASSWORD}"},
         "proxmox_api": {"url": "https://10.0.0.13:8006", "user": "automation@pve", "token": "phoenix",
           "token_secret": "${env:TOKEN}", "node": "pve", "ssh": {"nodes": {"pve": "10.0.0.13", "pve2": "10.0.0.14"}}},
         "hosts": [{"name": "main", "address": "10.0.0.20", "portainer_role": "primary"}]}
        """);
    Files.writeString(
        folder.resolve("phoenix_lxc_configs.json"),
        """
        {"lxc_configs": {"103": {"name": "box", "template": "%s", "memory_mb": 1024, "cores": 1, "storage_pool": "shared",
          "storage_size_gb": 10, "features": ["docker"], "portainer_role": "agent", "docker_stacks": ["site"],
          "network_config": {"name": "eth0", "bridge": "vmbr0", "ip": "10.0.0.31/24", "gw": "10.0.0.1"}}}}
        """
            .formatted(TEMPLATE));
    Path stack = Files.createDirectories(folder.resolve("stacks/site"));
    Files.writeString(
        stack.resolve("docker-compose.yml"), "services:\n  web:\n    image: nginx:1.27.5\n");
    return Trial.onCluster(folder, "8.4", datacenter(withSsh));
  }

  private static Datacenter datacenter(Set<Integer> withSsh) {
    return new Datacenter(
        "lab",
        "10.0.0.13",
        8006,
        List.of(
            new Datacenter.Node("pve", "10.0.0.13", 16, 64, List.of("vmbr0")),
            new Datacenter.Node("pve2", "10.0.0.14", 16, 64, List.of("vmbr0"))),
        List.of(
            new Datacenter.Store("local", "dir", Set.of("iso", "vztmpl"), 900, false),
            new Datacenter.Store("shared", "nfs", Set.of("images", "rootdir"), 2000, true)),
        List.of(
            new Datacenter.Account(
                "automation@pve", new Secret("password"), Map.of("/", Set.of("*")))),
        List.of(
            new Datacenter.Token(
                "automation@pve", "phoenix", new Secret("lab-value-of-TOKEN"), false, 0, Map.of())),
        Map.of(TEMPLATE, 126_000_000L),
        Map.of(),
        withSsh);
  }

  private static String root(Trial trial, String node, String... words) {
    var outcome =
        Console.run(trial.lab().guest(node).orElseThrow(), List.of(words), () -> new byte[0]);
    assertThat(outcome.err()).isEmpty();
    return outcome.out();
  }

  private static List<String> running(Trial trial) {
    return trial.engine("10.0.0.31").containers().all().stream().map(Container::name).toList();
  }

  @Test
  void livesWithoutAnSshServerInIt() throws Exception {
    try (Trial trial = open(Set.of())) {
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();
      assertThatThrownBy(() -> connect(trial, 22)).isInstanceOf(ConnectException.class);
      assertThat(trial.recorded("docker/box").attributes().object("connection").toString())
          .isEqualTo("{\"hypervisor\":\"hypervisor/proxmox\",\"kind\":\"pct\",\"vmid\":103}");
      assertThat(running(trial)).contains("portainer_agent", "site-web-1");
      // Portainer sees the agent at the container's own address.
      assertThat(trial.byHand("10.0.0.20").named("endpoints", "box").path("URL").asString(""))
          .isEqualTo("tcp://10.0.0.31:9001");

      drifts(trial);
      isRolledOut(trial);
      moves(trial);
      isSwitchedOff(trial);

      assertThat(trial.destroy().isComplete()).isTrue();
      assertThat(root(trial, "pve2", "pct", "list")).doesNotContain("103");
      assertThat(Trial.lines(trial.plan())).contains("CREATE docker/box CONFIG []");
    }
  }

  private static void connect(Trial trial, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(trial.front().tcp("10.0.0.31", port));
    }
  }

  private static void drifts(Trial trial) {
    root(trial, "pve", "pct", "exec", "103", "--", "systemctl", "stop", "docker");
    assertThat(Trial.lines(trial.plan())).contains("UPDATE docker/box DRIFT [running]");
    trial.apply();
    assertThat(Trial.lines(trial.plan())).isEmpty();
  }

  private static void isRolledOut(Trial trial) {
    trial.edit("stacks/site/docker-compose.yml", "nginx:1.27.5", "nginx:1.28.0");
    assertThat(Trial.lines(trial.plan()))
        .singleElement()
        .asString()
        .startsWith("UPDATE stack/box/site CONFIG");
    trial.apply();
    assertThat(Trial.lines(trial.plan())).isEmpty();
    assertThat(trial.engine("10.0.0.31").containers().all())
        .anyMatch(container -> container.image().equals("nginx:1.28.0"));
  }

  /** The node where it is now is asked, not the one where it was made. */
  private static void moves(Trial trial) {
    root(
        trial,
        "pve",
        "pvesh",
        "create",
        "/nodes/pve/lxc/103/migrate",
        "-target",
        "pve2",
        "-restart",
        "1");
    Plan plan = trial.plan();
    assertThat(plan.warnings()).isEmpty();
    assertThat(Trial.lines(plan)).isEmpty();
    root(trial, "pve2", "pct", "exec", "103", "--", "systemctl", "stop", "docker");
    trial.apply();
    assertThat(Trial.lines(trial.plan())).isEmpty();
  }

  private static void isSwitchedOff(Trial trial) {
    root(trial, "pve2", "pct", "stop", "103");
    List<String> wanted =
        List.of("UPDATE docker/box DRIFT [running]", "UPDATE lxc/box DRIFT [running]");
    // The list of a cluster tells of it a moment later.
    long end = System.nanoTime() + 20_000_000_000L;
    for (List<String> seen = List.of(); !seen.containsAll(wanted); ) {
      seen = Trial.lines(trial.plan());
      assertThat(System.nanoTime()).as("%s", seen).isLessThan(end);
    }
    trial.apply();
    assertThat(Trial.lines(trial.plan())).isEmpty();
  }

  @Test
  void isReachedByAnSshServerOfItsOwnWhereTheFilesSaySo() throws Exception {
    try (Trial trial = open(Set.of(103))) {
      trial.edit(
          "phoenix_lxc_configs.json",
          "\"name\": \"box\"",
          "\"name\": \"box\", \"connection\": \"ssh\"");
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();
      assertThat(trial.recorded("docker/box").attributes().object("connection").toString())
          .contains("\"kind\":\"ssh\"", "\"address\":\"10.0.0.31\"");

      // Only the way there is another: nothing that runs is touched.
      trial.edit("phoenix_lxc_configs.json", ", \"connection\": \"ssh\"", "");
      assertThat(Trial.lines(trial.plan())).isEmpty();
      trial.apply();
      assertThat(trial.recorded("docker/box").attributes().object("connection").toString())
          .contains("\"kind\":\"pct\"");
      assertThat(running(trial)).contains("portainer_agent", "site-web-1");
    }
  }
}
