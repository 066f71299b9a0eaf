package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lab.engine.Storage;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TasksTest {
  @Test
  void aTaskRunsForItsTimeAndIsFoundByItsGuest() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      long since = pve.clock.millis() / 1000;
      String upid = pve.data("POST", "/nodes/pve/qemu", "vmid", 100).asString("");
      assertThat(upid)
          .matches("UPID:pve:[0-9A-F]{8}:[0-9A-F]{8,9}:[0-9A-F]{8}:qmcreate:100:root@pam!phoenix:");
      JsonNode running = pve.get("/nodes/pve/tasks/" + upid + "/status");
      assertThat(running.path("status").asString("")).isEqualTo("running");
      assertThat(running.has("exitstatus")).isFalse();
      JsonNode found =
          pve.get("/nodes/pve/tasks", "vmid", 100, "source", "all", "since", since).path(0);
      assertThat(found.path("upid").asString("")).isEqualTo(upid);
      assertThat(found.path("type").asString("")).isEqualTo("qmcreate");
      assertThat(pve.get("/nodes/pve/tasks", "vmid", 100)).isEmpty();
      pve.clock.forward(2);
      JsonNode ended = pve.get("/nodes/pve/tasks/" + upid + "/status");
      assertThat(ended.path("status").asString("")).isEqualTo("stopped");
      assertThat(ended.path("exitstatus").asString("")).isEqualTo("OK");
      assertThat(pve.send("GET", "/nodes/pve/tasks/" + upid + "/log").body())
          .contains("\"t\":\"TASK OK\"", "\"total\":1");
      assertThat(
              pve.refusal(
                  "GET",
                  "/nodes/pve/tasks/UPID:pve:00000001:00000001:00000001:x:1:root@pam:/status"))
          .isEqualTo("400 upid: no such task");
    }
  }

  @Test
  void aKilledTaskLeavesItsLock() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      String upid = pve.data("POST", "/nodes/pve/qemu", "vmid", 100).asString("");
      pve.data("DELETE", "/nodes/pve/tasks/" + upid);
      assertThat(pve.ended(upid)).isEqualTo("unexpected status");
      assertThat(pve.get("/nodes/pve/qemu/100/config").path("lock").asString(""))
          .isEqualTo("create");
    }
  }

  @Test
  void tasksFailLateOrWarnInBadTimes() throws Exception {
    Set<String> ends = new TreeSet<>();
    ProxmoxOptions bad = Pve.usual("8.4").withFaults(300, 11);
    try (Pve pve = new Pve(bad, Storage.memory(), GuestMachines.NONE)) {
      for (int vmid = 100; vmid < 140; vmid++) {
        ends.add(
            pve.done("POST", "/nodes/pve/qemu", "vmid", vmid, "scsi0", "local-zfs:1")
                .replace("" + vmid, "N"));
      }
    }
    assertThat(ends)
        .containsExactly(
            "OK",
            "WARNINGS: 1",
            "can't lock file '/var/lock/qemu-server/lock-N.conf' - got timeout");
  }
}
