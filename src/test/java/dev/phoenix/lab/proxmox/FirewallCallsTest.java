package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FirewallCallsTest {
  private static final String RULES = "/nodes/pve/qemu/100/firewall/rules";

  @Test
  void aNewRuleIsTheFirstAndPositionsShift() throws Exception {
    try (Pve pve = new Pve("8.4")) {
      pve.done("POST", "/nodes/pve/qemu", "vmid", 100);
      for (String port : new String[] {"22", "80"}) {
        pve.data(
            "POST", RULES, "type", "in", "action", "ACCEPT", "proto", "tcp", "dport", port, "pos",
            5);
      }
      JsonNode rules = pve.get(RULES);
      assertThat(rules)
          .extracting(rule -> rule.path("dport").asString(""))
          .containsExactly("80", "22");
      assertThat(rules.path(0).path("enable").asInt(1)).isZero();
      pve.data("PUT", RULES + "/0", "moveto", 2);
      assertThat(pve.get(RULES).path(1).path("dport").asString("")).isEqualTo("80");
      String old = rules.path(0).path("digest").asString("");
      assertThat(pve.refusal("DELETE", RULES + "/0", "digest", old)).contains("Try again");
      pve.data("DELETE", RULES + "/0");
      assertThat(pve.get(RULES).size()).isEqualTo(1);
      pve.data("PUT", "/nodes/pve/qemu/100/firewall/options", "enable", 1, "policy_in", "DROP");
      assertThat(pve.get("/nodes/pve/qemu/100/firewall/options").toString())
          .isEqualTo("{\"enable\":1,\"policy_in\":\"DROP\"}");
    }
  }
}
