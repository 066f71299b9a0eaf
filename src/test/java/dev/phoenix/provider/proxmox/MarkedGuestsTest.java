package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Stray;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkedGuestsTest {
  @Test
  void areToldByTheirNotes() throws Exception {
    try (var cluster = new FakeCluster()) {
      cluster
          .guest(101, "lxc")
          .config
          .put("description", "Gateway\n\nphoenix: lxc/nginx 0123456789abcdef\n");
      cluster
          .guest(102, "lxc")
          .config
          .put("description", "made by hand, not by phoenix: lxc/other");
      cluster.guest(1001, "qemu").config.put("description", "phoenix: vm/old 0123456789abcdef");
      Address hypervisor = FakeRun.HYPERVISOR;

      List<Stray> marked =
          cluster.type("hypervisor").marked(cluster.run.subject(hypervisor), cluster.run, _ -> {});

      assertThat(marked)
          .extracting(stray -> stray.owner() + ": " + stray.what())
          .containsExactlyInAnyOrder(
              "lxc/nginx: CT 101 on node pve", "vm/old: VM 1001 on node pve");
    }
  }
}
