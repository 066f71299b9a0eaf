package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation.Absent;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guests that high availability starts and stops: its tasks end before the guest has changed. */
final class HighAvailabilityTest {
  private static final String TEMPLATE =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':9000,'node':'pve','name':'noble',
       'image':{'file':'local:import/debian-12.qcow2'},'storage':'local-zfs','template':true}
      """;
  private static final String MACHINE =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':1001,'node':'pve','name':'web1',
       'source':{'clone':'template/noble','vmid':9000,'full':true},'storage':'local-zfs',
       'cores':2,'cloud_init':{'ip':'10.0.0.102/24'},'running':true}
      """;
  private static final String CONTAINER =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':1001,'node':'pve','name':'step-ca','unprivileged':true,
       'source':{'template':'local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst'},'storage':'local-zfs',
       'rootfs':{'storage':'local-zfs','size':16},'memory':1024,'swap':512,'nameservers':['10.0.0.1'],
       'nets':{'net0':{'name':'eth0','bridge':'vmbr0','ip':'10.0.0.10/24','gateway':'10.0.0.1'}},'running':true}
      """;

  @ParameterizedTest
  @CsvSource({"vm, 8.4", "vm, 9.0", "lxc, 7.4", "lxc, 8.4"})
  void theGuestItselfIsWaitedFor(String type, String release) throws Exception {
    boolean vm = type.equals("vm");
    try (LabWorld world = LabWorld.withShell(release)) {
      LabNode node = world.node();
      String json = vm ? MACHINE : CONTAINER;
      String address = vm ? "vm/web1" : "lxc/step-ca";
      if (vm) {
        world.create(FakeRun.resource("template/noble", TEMPLATE, Map.of()));
      }
      Resource on = FakeRun.resource(address, json, Map.of());
      Identity identity = world.create(on);
      node.root("pvesh", "create", "/cluster/ha/resources", "--sid", (vm ? "vm" : "ct") + ":1001");
      String kind = vm ? "qm" : "vz";

      Resource off =
          FakeRun.resource(address, json.replace("'running':true", "'running':false"), Map.of());
      world.update(off);
      assertThat(status(node, vm)).isEqualTo("status: stopped\n");
      assertThat(tasks(node)).contains("\"hastop\"").doesNotContain(kind + "shutdown\"");

      world.update(on);
      assertThat(status(node, vm)).isEqualTo("status: running\n");
      assertThat(tasks(node)).contains("\"hastart\"");

      // What takes a reboot has one, and is over with it.
      Resource other =
          FakeRun.resource(
              address,
              json.replace("'cores':2", "'cores':3").replace("['10.0.0.1']", "['10.0.0.2']"),
              Map.of());
      world.update(other);
      assertThat(tasks(node)).contains("\"" + kind + "reboot\"");

      Recorded recorded = world.run.records(other, identity);
      world.type(type).delete(recorded, world.run);
      world.type(type).invalidate(world.run.subject(other.address()));
      assertThat(world.type(type).read(world.run.subject(other.address()), world.run))
          .isInstanceOf(Absent.class);
      assertThat(node.root("pvesh", "get", "/cluster/ha/resources")).isEqualTo("[]\n");
    }
  }

  private static String status(LabNode node, boolean vm) {
    return node.root(vm ? "qm" : "pct", "status", "1001");
  }

  private static String tasks(LabNode node) {
    return node.root("pvesh", "get", "/nodes/pve/tasks");
  }
}
