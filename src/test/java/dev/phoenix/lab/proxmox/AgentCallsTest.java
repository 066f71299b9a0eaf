package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentCallsTest {
  private static final String VM = "/nodes/pve/qemu/100";

  @Test
  void theDriveOfCloudInitLagsBehindTheSettings() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      pve.done(
          "POST",
          "/nodes/pve/qemu",
          "vmid",
          100,
          "name",
          "web",
          "ciuser",
          "joe",
          "cipassword",
          "secret",
          "ide2",
          "local-zfs:cloudinit");
      pve.done("POST", VM + "/status/start");
      pve.data("PUT", VM + "/config", "ciuser", "jane");
      assertThat(pve.get(VM + "/cloudinit").toString())
          .contains("{\"key\":\"ciuser\",\"value\":\"joe\",\"pending\":\"jane\"}")
          .doesNotContain("secret");
      assertThat(pve.get(VM + "/config").path("cipassword").asString("")).isEqualTo("**********");
      assertThat(pve.get(VM + "/cloudinit/dump", "type", "user").asString(""))
          .contains("hostname: web");
    }
  }

  @Test
  void thePrivilegeForTheAgentIsAnotherSince9() throws Exception {
    for (String release : new String[] {"8.4", "9.0"}) {
      try (Pve pve = new Pve(release)) {
        pve.done("POST", "/nodes/pve/qemu", "vmid", 100, "agent", 1);
        pve.as("PVEAPIToken=automation@pve!narrow=1111-narrow");
        assertThat(pve.refusal("POST", VM + "/agent/ping"))
            .isEqualTo(
                release.equals("8.4")
                    ? "403 Permission check failed (/vms/100, VM.Monitor)"
                    : "403 Permission check failed (/vms/100,"
                        + " VM.GuestAgent.Audit|VM.GuestAgent.Unrestricted)");
      }
    }
  }
}
