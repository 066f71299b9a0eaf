package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LifecycleTest {
  @Test
  void aProtectedGuestIsNotRemoved() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      pve.done("POST", "/nodes/pve/qemu", "vmid", 100, "protection", 1);
      assertThat(pve.refusal("DELETE", "/nodes/pve/qemu/100"))
          .isEqualTo("500 can't remove VM 100 - protection mode enabled");
      pve.data("PUT", "/nodes/pve/qemu/100/config", "protection", 0);
      assertThat(pve.done("DELETE", "/nodes/pve/qemu/100", "purge", 1)).isEqualTo("OK");
      assertThat(pve.refusal("GET", "/nodes/pve/qemu/100/config"))
          .isEqualTo("500 Configuration file 'nodes/pve/qemu-server/100.conf' does not exist");
    }
  }

  @Test
  void aRunningContainerIsRemovedOnlyByForce() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      pve.done(
          "POST",
          "/nodes/pve/lxc",
          "vmid",
          101,
          "unprivileged",
          1,
          "rootfs",
          "local-zfs:8",
          "ostemplate",
          "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst");
      pve.done("POST", "/nodes/pve/lxc/101/status/start");
      assertThat(pve.refusal("POST", "/nodes/pve/lxc/101/status/start"))
          .isEqualTo("500 CT 101 already running");
      assertThat(pve.refusal("DELETE", "/nodes/pve/lxc/101"))
          .isEqualTo("500 unable to destroy CT 101 - container is running");
      assertThat(pve.done("DELETE", "/nodes/pve/lxc/101", "force", 1)).isEqualTo("OK");
      assertThat(pve.get("/nodes/pve/lxc")).isEmpty();
    }
  }
}
