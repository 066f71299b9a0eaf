package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The whole fleet of the guides, from an empty hypervisor to an empty hypervisor, on every face of
 * Proxmox VE and in both eras of Portainer.
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class FleetLongTest {
  private static final String NODE = "/nodes/pve";
  private static final int RESOURCES = 32;

  /** Number, cores, memory in MB, where the address stands, and the largest disk in GB. */
  private static final List<Made> GUESTS =
      List.of(
          new Made("qemu", 1001, "Portainer", 4, 8192, "ipconfig0", "10.0.0.111/24", 32),
          new Made("qemu", 1002, "Dr-Phoenix", 4, 4096, "ipconfig0", "10.0.0.102/24", 64),
          new Made("qemu", 1003, "staging", 2, 4096, "ipconfig0", "10.0.0.103/24", 32),
          new Made("lxc", 101, "Nginx-Phoenix", 4, 4096, "net0", "10.0.0.153/24", 32),
          new Made("lxc", 102, "Traefik-Internal", 2, 2048, "net0", "10.0.0.12/24", 16),
          new Made("lxc", 103, "Step-CA", 2, 1024, "net0", "10.0.0.10/24", 16));

  private record Made(
      String kind,
      int vmid,
      String name,
      int cores,
      int memory,
      String network,
      String address,
      int disk) {}

  @ParameterizedTest
  @CsvSource({
    "7.4, 2.33.6",
    "8.4, 2.45.0",
    "9.0, 2.45.0",
    "9.1, 2.33.6",
  })
  void fromAnEmptyHypervisorToAnEmptyHypervisor(
      String proxmox, String portainer, @TempDir Path temporary) {
    LabWorkspace workspace = LabWorkspace.example("homelab", temporary);
    workspace.edit(
        "phoenix_hypervisor_config.json", "portainer-ce:2.33.6", "portainer-ce:" + portainer);
    workspace.option("--lab-proxmox", proxmox).option("--lab-version", portainer);
    long start = System.nanoTime();

    assertThat(expect(workspace, "apply", "--auto-approve").out())
        .contains("Complete: " + (RESOURCES - 1) + " created, 1 recorded.");
    byte[] state = workspace.stateBytes();
    assertThat(expect(workspace, "plan", "--detailed-exitcode").out()).contains("No changes.");
    expect(workspace, "apply", "--auto-approve");
    assertThat(workspace.stateBytes()).isEqualTo(state);
    isAsTheFilesSay(workspace, proxmox, portainer);

    assertThat(expect(workspace, "destroy", "--auto-approve").out())
        .contains("Complete: " + RESOURCES + " deleted.");
    isEmpty(workspace);

    System.out.printf(
        "FleetLongTest: Proxmox VE %s with Portainer %s: %d made, unchanged, deleted in %d s%n",
        proxmox, portainer, RESOURCES, (System.nanoTime() - start) / 1_000_000_000);
  }

  private static void isAsTheFilesSay(LabWorkspace workspace, String proxmox, String portainer) {
    try (LabDoors doors = workspace.open()) {
      assertThat(get(doors, "/version").path("version").asString("")).startsWith(proxmox);
      assertThat(doors.portainer("/api/status").path("Version").asString("")).isEqualTo(portainer);
      for (Made made : GUESTS) {
        isMade(doors, made);
      }
      assertThat(get(doors, NODE + "/qemu/9000/config").path("template").asInt(0)).isOne();
      assertThat(volumes(doors, "quickOS-lxc-persistent-data"))
          .containsExactly(
              "quickOS-lxc-persistent-data:subvol-101-disk-0",
              "quickOS-lxc-persistent-data:subvol-102-disk-0",
              "quickOS-lxc-persistent-data:subvol-103-disk-0");
      assertThat(doors.names("/api/endpoints")).containsExactly("Dr-Phoenix", "shed", "staging");
      assertThat(doors.names("/api/stacks"))
          .containsExactly("n8n", "n8n-testing", "ollama", "qdrant", "vllm", "web", "web-testing");
      assertThat(doors.hasPortainer()).isTrue();
      assertThat(doors.containers("Dr-Phoenix"))
          .contains("/qdrant-qdrant-1", "/ollama-ollama-1", "/n8n-n8n-1", "/vllm-vllm-1");
    }
  }

  private static void isMade(LabDoors doors, Made made) {
    String path = NODE + "/" + made.kind() + "/" + made.vmid();
    JsonNode config = get(doors, path + "/config");
    boolean machine = made.kind().equals("qemu");
    assertThat(config.path(machine ? "name" : "hostname").asString("")).isEqualTo(made.name());
    assertThat(config.path("cores").asInt(0)).as(made.name()).isEqualTo(made.cores());
    assertThat(config.path("memory").asInt(0)).as(made.name()).isEqualTo(made.memory());
    assertThat(config.path(made.network()).asString("")).contains("ip=" + made.address());
    assertThat(config.path(machine ? "scsi0" : "rootfs").asString(""))
        .contains("size=" + made.disk() + "G");
    assertThat(get(doors, path + "/status/current").path("status").asString(""))
        .as(made.name())
        .isEqualTo("running");
  }

  /** Only what was there before: the node with its files, and the machine that exists already. */
  private static void isEmpty(LabWorkspace workspace) {
    try (LabDoors doors = workspace.open()) {
      assertThat(get(doors, "/cluster/resources?type=vm")).isEmpty();
      assertThat(get(doors, NODE + "/qemu")).isEmpty();
      assertThat(get(doors, NODE + "/lxc")).isEmpty();
      for (JsonNode storage : get(doors, NODE + "/storage")) {
        String name = storage.path("storage").asString("");
        assertThat(volumes(doors, name))
            .as(name)
            .allMatch(volume -> volume.matches("local:(vztmpl|import|iso)/.*"));
      }
      assertThat(doors.machines()).containsExactlyInAnyOrder("shed", "pve");
      assertThat(doors.containers("shed")).isEmpty();
      assertThat(LabDoors.texts(doors.docker("shed", "GET", "/networks"), "/Name"))
          .containsExactly("bridge", "host", "none");
      assertThat(LabDoors.texts(doors.docker("shed", "GET", "/volumes").path("Volumes"), "/Name"))
          .isEmpty();
      assertThat(doors.hasPortainer()).isFalse();
    }
    assertThat(expect(workspace, "state", "list").out()).isEmpty();
  }

  private static JsonNode get(LabDoors doors, String path) {
    return doors.proxmox("GET", path, Map.of());
  }

  private static List<String> volumes(LabDoors doors, String storage) {
    return LabDoors.texts(get(doors, NODE + "/storage/" + storage + "/content"), "/volid");
  }

  private static PhoenixProcess.Ended expect(LabWorkspace workspace, String... words) {
    PhoenixProcess.Ended ended = workspace.run(words);
    assertThat(ended.exit()).as(ended.toString()).isZero();
    return ended;
  }
}
