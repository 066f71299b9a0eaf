package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoolCallsTest {
  @Test
  void aPoolHoldsGuestsUntilTheyLeaveIt() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      pve.data("POST", "/pools", "poolid", "fleet", "comment", "ours");
      pve.done("POST", "/nodes/pve/qemu", "vmid", 100, "name", "web", "pool", "fleet");
      assertThat(pve.get("/pools/fleet").path("members").path(0).path("id").asString(""))
          .isEqualTo("qemu/100");
      assertThat(pve.refusal("DELETE", "/pools/fleet")).isEqualTo("500 pool 'fleet' is not empty");
      pve.data("PUT", "/pools", "poolid", "fleet", "vms", 100, "delete", 1);
      pve.data("DELETE", "/pools", "poolid", "fleet");
      assertThat(pve.get("/pools")).isEmpty();
    }
  }
}
