package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StorageCallsTest {
  @Test
  void aFullStorageTakesNoMore() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      assertThat(pve.done("POST", "/nodes/pve/qemu", "vmid", 100, "scsi0", "local-zfs:1990"))
          .isEqualTo("OK");
      assertThat(pve.done("POST", "/nodes/pve/qemu", "vmid", 101, "scsi0", "local-zfs:20"))
          .contains("out of space");
      assertThat(pve.refusal("GET", "/nodes/pve/qemu/101/config")).contains("does not exist");
      assertThat(pve.refusal("POST", "/nodes/pve/qemu", "vmid", 102, "scsi0", "local:20"))
          .isEqualTo("500 storage 'local' does not support content-type 'images'");
    }
  }
}
