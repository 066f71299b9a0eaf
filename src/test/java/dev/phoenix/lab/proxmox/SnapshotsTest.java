package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnapshotsTest {
  private static final String VM = "/nodes/pve/qemu/100";

  @Test
  void aGuestGoesBackToAnEarlierMoment() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      pve.done("POST", "/nodes/pve/qemu", "vmid", 100, "name", "web", "scsi0", "local-zfs:8");
      String upid =
          pve.data("POST", VM + "/snapshot", "snapname", "clean", "description", "fresh")
              .asString("");
      assertThat(pve.get(VM + "/config").path("lock").asString("")).isEqualTo("snapshot");
      assertThat(pve.ended(upid)).isEqualTo("OK");
      pve.data("PUT", VM + "/config", "name", "changed");
      assertThat(pve.get(VM + "/config", "snapshot", "clean").path("name").asString(""))
          .isEqualTo("web");
      assertThat(pve.get(VM + "/snapshot").path(1).path("parent").asString("")).isEqualTo("clean");
      assertThat(pve.refusal("POST", VM + "/template"))
          .isEqualTo("500 unable to create template, because VM contains snapshots");
      assertThat(pve.done("POST", VM + "/snapshot/clean/rollback")).isEqualTo("OK");
      assertThat(pve.get(VM + "/config").path("name").asString("")).isEqualTo("web");
      assertThat(pve.done("DELETE", VM + "/snapshot/clean")).isEqualTo("OK");
      assertThat(pve.get(VM + "/snapshot").size()).isEqualTo(1);
      assertThat(pve.refusal("POST", VM + "/snapshot", "snapname", "current")).contains("reserved");
    }
  }

  @Test
  void someStoragesHaveNone() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      pve.done("POST", "/nodes/pve/qemu", "vmid", 100, "scsi0", "plain:8");
      assertThat(pve.refusal("POST", VM + "/snapshot", "snapname", "clean"))
          .isEqualTo("500 snapshot feature is not available");
    }
  }
}
