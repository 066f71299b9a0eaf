package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists, states, files and tasks have the field names and types of real servers. */
class RecordedAnswersTest {
  private static final Path RECORDED = Path.of("../shared/data/proxmox-answers.json");

  /** What hangs on the hardware, or was put there by whoever recorded it. */
  private static final Set<String> FREE =
      Set.of(
          "blockstat",
          "ballooninfo",
          "nics",
          "proxmox-support",
          "spice",
          "flags",
          "features",
          "lxc",
          "mp0",
          "onboot",
          "nodes",
          "tags",
          "ide2",
          "scsihw",
          "ostype",
          "template",
          "path",
          "thinpool",
          "vgname",
          "sockets",
          "pid");

  @Test
  void answersAreShapedAsRecorded() throws Exception {
    if (!Files.exists(RECORDED)) {
      System.out.println(
          "RecordedAnswersTest: nothing was compared; put the recorded answers at " + RECORDED);
    }
    Assumptions.assumeTrue(Files.exists(RECORDED));
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    try (Pve pve = world()) {
      for (JsonNode exchange : Json.MAPPER.readTree(Files.readString(RECORDED))) {
        String path = path(pve, exchange.path("path").asString(""));
        if (!path.isEmpty()) {
          JsonNode given = Json.MAPPER.readTree(pve.send("GET", path).body()).path("data");
          same(path, exchange.at("/body/data"), given, wrong);
          compared++;
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThanOrEqualTo(13);
  }

  private static String path(Pve pve, String recorded) {
    String path = recorded.replace("node1", "pve").replace("lxc/101", "lxc/106");
    if (path.contains("/tasks/UPID")) {
      return "/nodes/pve/tasks/"
          + pve.get("/nodes/pve/tasks").path(0).path("upid").asString("")
          + "/status";
    }
    return path.endsWith("nextid") ? "" : path;
  }

  private static Pve world() throws Exception {
    Pve pve = new Pve("7.4");
    for (int vmid : new int[] {100, 101}) {
      pve.done(
          "POST",
          "/nodes/pve/qemu",
          "vmid",
          vmid,
          "name",
          "vm" + vmid,
          "cores",
          2,
          "memory",
          2048,
          "scsi0",
          "local-zfs:32",
          "net0",
          "virtio,bridge=vmbr0",
          "agent",
          1);
    }
    pve.done("POST", "/nodes/pve/qemu/101/status/start");
    for (int vmid : new int[] {105, 106}) {
      pve.done(
          "POST",
          "/nodes/pve/lxc",
          "vmid",
          vmid,
          "hostname",
          "test",
          "cores",
          2,
          "rootfs",
          "local-zfs:8",
          "net0",
          "name=eth0,bridge=vmbr0,ip=dhcp,firewall=1",
          "ostemplate",
          "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst");
      pve.done("POST", "/nodes/pve/lxc/" + vmid + "/status/start");
    }
    pve.clock.forward(20);
    return pve;
  }

  private static void same(String where, JsonNode recorded, JsonNode given, List<String> wrong) {
    if (recorded.isNumber() && given.isNumber()) {
      return;
    }
    if (recorded.getNodeType() != given.getNodeType()) {
      wrong.add(where + ": " + recorded.getNodeType() + " became " + given.getNodeType());
    }
    if (recorded.isArray()) {
      for (JsonNode one : recorded) {
        like(given, one)
            .ifPresent(
                twin -> same(where + "[" + one.path("type").asString("") + "]", one, twin, wrong));
      }
    }
    for (Map.Entry<String, JsonNode> field : recorded.properties()) {
      String name = field.getKey();
      boolean free =
          FREE.contains(name)
              || (name.equals("vmid") && where.endsWith("config"))
              || name.equals("endtime");
      if (given.has(name) && !FREE.contains(name)) {
        same(where + "." + name, field.getValue(), given.get(name), wrong);
      } else if (!free) {
        wrong.add(where + "." + name + " is missing");
      }
    }
  }

  private static Optional<JsonNode> like(JsonNode list, JsonNode one) {
    for (JsonNode other : list) {
      if (other.path("type").equals(one.path("type"))
          && other.path("status").equals(one.path("status"))) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }
}
