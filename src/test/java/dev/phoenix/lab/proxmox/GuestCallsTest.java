package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GuestCallsTest {
  private static Pve container(String release) throws Exception {
    Pve pve = new Pve(release);
    pve.done(
        "POST",
        "/nodes/pve/lxc",
        "vmid",
        101,
        "hostname",
        "gateway",
        "rootfs",
        "local-zfs:8",
        "ostemplate",
        "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
        "net0",
        "name=eth0,bridge=vmbr0,ip=10.0.0.153/24");
    return pve;
  }

  @Test
  void aContainersNumberIsTextInTheListOfItsNode() throws Exception {
    try (Pve pve = container("8.4")) {
      JsonNode listed = pve.get("/nodes/pve/lxc").path(0);
      assertThat(listed.path("vmid").asString("")).isEqualTo("101");
      assertThat(listed.path("vmid").isString()).isTrue();
      assertThat(pve.get("/nodes/pve/lxc/101/status/current").path("vmid").isInt()).isTrue();
      assertThat(pve.get("/nodes/pve2/lxc")).isEmpty();
      assertThat(pve.refusal("GET", "/nodes/pve9/lxc")).contains("hostname lookup 'pve9' failed");
    }
  }

  @Test
  void theAddressesOfAContainerAreToldSince81() throws Exception {
    try (Pve pve = container("8.1")) {
      assertThat(pve.refusal("GET", "/nodes/pve/lxc/101/interfaces")).startsWith("500");
      pve.done("POST", "/nodes/pve/lxc/101/status/start");
      assertThat(pve.get("/nodes/pve/lxc/101/interfaces").path(1).path("inet").asString(""))
          .isEqualTo("10.0.0.153/24");
    }
    try (Pve pve = container("8.0")) {
      assertThat(pve.refusal("GET", "/nodes/pve/lxc/101/interfaces")).startsWith("501");
    }
  }
}
