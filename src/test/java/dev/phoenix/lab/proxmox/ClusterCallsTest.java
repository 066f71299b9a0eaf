package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ClusterCallsTest {
  @Test
  void aNewGuestHasNoNameInTheListOfTheClusterYet() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      pve.done("POST", "/nodes/pve/qemu", "vmid", 100, "name", "web", "tags", "phoenix");
      JsonNode fresh = pve.get("/cluster/resources", "type", "vm").path(0);
      assertThat(fresh.path("id").asString("")).isEqualTo("qemu/100");
      assertThat(fresh.path("status").asString("")).isEqualTo("unknown");
      assertThat(fresh.has("name")).isFalse();
      assertThat(fresh.path("tags").asString("")).isEqualTo("phoenix");
      assertThat(pve.get("/nodes/pve/qemu").path(0).path("name").asString("")).isEqualTo("web");

      pve.clock.forward(10);
      JsonNode heard = pve.get("/cluster/resources", "type", "vm").path(0);
      assertThat(heard.path("name").asString("")).isEqualTo("web");
      assertThat(heard.path("status").asString("")).isEqualTo("stopped");
      pve.done("POST", "/nodes/pve/qemu/100/status/start");
      assertThat(pve.get("/cluster/resources", "type", "vm").path(0).path("status").asString(""))
          .isEqualTo("stopped");
    }
  }

  @Test
  void aReaderSeesOnlyWhatHeMay() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      pve.done("POST", "/nodes/pve/qemu", "vmid", 100, "name", "web");
      pve.done("POST", "/nodes/pve/qemu", "vmid", 101, "name", "other");
      pve.as("");
      String ticket =
          pve.data(
                  "POST", "/access/ticket", "username", "reader@pve", "password", "reader-password")
              .path("ticket")
              .asString("");
      var read =
          HttpRequest.newBuilder(pve.uri("/cluster/resources?type=vm"))
              .header(
                  "Cookie", "PVEAuthCookie=" + URLEncoder.encode(ticket, StandardCharsets.UTF_8))
              .build();
      assertThat(pve.send(read).body()).contains("qemu/100").doesNotContain("qemu/101");
    }
  }

  @Test
  void theNextFreeIdIsOnlyAHint() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      assertThat(pve.get("/cluster/nextid").asString("")).isEqualTo("100");
      pve.done("POST", "/nodes/pve/qemu", "vmid", 100);
      assertThat(pve.get("/cluster/nextid").asString("")).isEqualTo("101");
      assertThat(pve.refusal("GET", "/cluster/nextid", "vmid", 100))
          .isEqualTo("400 vmid: VM 100 already exists");
      assertThat(pve.refusal("POST", "/nodes/pve2/qemu", "vmid", 100))
          .isEqualTo("500 unable to create VM 100 - VM 100 already exists on node 'pve'");
    }
  }

  @Test
  void theClusterIsQuorate() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      assertThat(pve.get("/cluster/status").path(0).path("quorate").asInt()).isEqualTo(1);
      assertThat(pve.get("/nodes/pve/network", "type", "any_bridge"))
          .extracting(bridge -> bridge.path("iface").asString(""))
          .containsExactly("vmbr0", "vmbr1");
      assertThat(pve.get("/nodes/pve/certificates/info").path(0).path("fingerprint").asString(""))
          .matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
      assertThat(pve.get("/nodes/pve/status").path("pveversion").asString(""))
          .startsWith("pve-manager/8.4.1/");
    }
  }
}
