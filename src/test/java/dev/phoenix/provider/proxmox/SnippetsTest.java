package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.provider.ssh.ScriptResult;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Rule.Disruption;
import dev.phoenix.resource.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files for cloud-init, which no API takes. */
final class SnippetsTest {
  private static final String TEMPLATE =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':9000,'node':'pve','name':'noble',
       'image':{'file':'local:import/debian-12.qcow2'},'storage':'local-zfs','template':true}
      """;
  private static final String MACHINE =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':1001,'node':'pve','name':'web1',
       'source':{'clone':'template/noble','vmid':9000,'full':true},'storage':'local-zfs','running':true,
       'cloud_init':{'ip':'10.0.0.102/24','custom':{'user':'local:snippets/phoenix-1001-user.yaml','vendor':'local:snippets/phoenix-1001-vendor.yaml'}}}
      """;
  private static final String FOLDER = "/var/lib/vz/snippets/";
  private static final String USER = "cloud_init.user_data";
  private static final String VENDOR = "cloud_init.vendor_data";
  private static final Secret FIRST = new Secret("#cloud-config\nusers: [phoenix]\n");
  private static final Secret SECOND = new Secret("#cloud-config\nusers: [phoenix, other]");

  private static Resource machine(String json, Map<String, Secret> secrets) {
    return FakeRun.resource("vm/web1", json, secrets);
  }

  @Test
  void areWrittenComparedMendedAndRemoved() throws Exception {
    try (LabWorld world = LabWorld.withShell("8.4")) {
      LabNode node = world.node();
      world.create(FakeRun.resource("template/noble", TEMPLATE, Map.of()));
      Resource wanted = machine(MACHINE, Map.of(USER, FIRST, VENDOR, FIRST));
      Identity identity = world.create(wanted);
      assertThat(node.root("cat", FOLDER + "phoenix-1001-user.yaml"))
          .isEqualTo("#cloud-config\nusers: [phoenix]\n");
      assertThat(node.root("qm", "config", "1001"))
          .contains(
              "cicustom: user=local:snippets/phoenix-1001-user.yaml,vendor=local:snippets/phoenix-1001-vendor.yaml");
      assertThat(node.root("pvesm", "list", "local"))
          .contains("phoenix-1001-user.yaml ")
          .doesNotContain(".new");
      assertThat(world.seen(wanted).secrets())
          .containsOnly(Map.entry(USER, FIRST), Map.entry(VENDOR, FIRST));

      // Somebody writes another one: that is seen, put right, and the machine told of it.
      node.root("cp", "/etc/hostname", FOLDER + "phoenix-1001-user.yaml");
      assertThat(world.seen(wanted).secrets().get(USER)).isNotEqualTo(FIRST);
      world.update(wanted);
      assertThat(world.run.said).contains("rebooting VM 1001");
      assertThat(world.seen(wanted).secrets()).containsEntry(USER, FIRST);

      // Without a change nothing is written or rebooted.
      world.run.said.clear();
      world.update(wanted, Disruption.NONE);
      assertThat(world.run.said).isEmpty();

      // Another content under the same name; a file that the files give no more goes.
      Resource less =
          machine(
              MACHINE.replace(",'vendor':'local:snippets/phoenix-1001-vendor.yaml'", ""),
              Map.of(USER, SECOND));
      world.update(less);
      assertThat(node.root("cat", FOLDER + "phoenix-1001-user.yaml"))
          .isEqualTo("#cloud-config\nusers: [phoenix, other]\n");
      assertThat(node.root("pvesm", "list", "local")).doesNotContain("vendor");
      Present present = world.seen(less);
      assertThat(present.secrets()).containsOnly(Map.entry(USER, SECOND));
      assertThat(present.attributes().object("cloud_init"))
          .isEqualTo(less.attributes().object("cloud_init"));

      world.delete(less, identity);
      assertThat(node.root("pvesm", "list", "local")).doesNotContain("phoenix-1001");
    }
  }

  /** bash reads .bashrc for commands that come over SSH too, and many of those greet. */
  @Test
  void areReadOfANodeWhoseShellGreets() throws Exception {
    assertThat(
            Nodes.snippet(
                new ScriptResult(0, "Welcome to pve\nload=0.1\n\nphoenix.snippet=aGkK\n", "")))
        .contains("hi\n");
    assertThatThrownBy(() -> Nodes.snippet(new ScriptResult(0, "Welcome to pve\n", "")))
        .hasMessage("the node did not print the snippet: Welcome to pve");
  }

  /** What cannot be looked at is neither another content nor a reason to reboot. */
  @Test
  void areNotOtherOnesWhereTheNodeCannotLook() throws Exception {
    try (LabWorld world = LabWorld.withShell("8.4")) {
      world.create(FakeRun.resource("template/noble", TEMPLATE, Map.of()));
      Resource wanted = machine(MACHINE, Map.of(USER, FIRST, VENDOR, FIRST));
      world.create(wanted);
      world.node().refuses("pvesm", "storage 'local' is not online");
      assertThat(world.seen(wanted).secrets()).hasSize(1).containsValue(FIRST);
    }
  }

  @Test
  void underAnotherNameTheOldOnesGo() throws Exception {
    try (LabWorld world = LabWorld.withShell("8.4")) {
      world.create(FakeRun.resource("template/noble", TEMPLATE, Map.of()));
      Map<String, Secret> secrets = Map.of(USER, FIRST, VENDOR, FIRST);
      world.create(machine(MACHINE, secrets));
      world.update(machine(MACHINE.replace("1001-user.yaml", "1001-first.yaml"), secrets));
      assertThat(world.node().root("pvesm", "list", "local"))
          .contains("phoenix-1001-first.yaml")
          .doesNotContain("phoenix-1001-user.yaml");
    }
  }

  /** They hold passwords: one that stays is named, and keeps no machine from going. */
  @Test
  void thatCannotBeRemovedAreNamed() throws Exception {
    try (LabWorld world = LabWorld.withShell("8.4")) {
      world.create(FakeRun.resource("template/noble", TEMPLATE, Map.of()));
      Resource wanted = machine(MACHINE, Map.of(USER, FIRST, VENDOR, FIRST));
      Identity identity = world.create(wanted);
      world.node().refuses("pvesm", "storage 'local' is not online");
      world.delete(wanted, identity);
      assertThat(world.run.said)
          .anyMatch(said ->
              said.startsWith("local:snippets/phoenix-1001-")
                  && said.contains("stays on node pve: ")
                  && said.endsWith("storage 'local' is not online"));
    }
  }

  @Test
  void needAWayToTheNodeAndThePlanSaysWhich() throws Exception {
    try (LabWorld world = LabWorld.open("8.4")) {
      world.create(FakeRun.resource("template/noble", TEMPLATE, Map.of()));
      Resource wanted = machine(MACHINE, Map.of(USER, FIRST, VENDOR, FIRST));
      world.run.wants(wanted);
      assertThatThrownBy(
              () -> world.type("vm").read(world.run.subject(wanted.address()), world.run))
          .hasMessage(
              """
              hypervisor/proxmox: cannot make vm/web1: it needs what is not there:
                writing files for cloud-init: the API takes this from nobody: add "ssh": {"user": "root", "nodes": {"pve": "<address>"}} to proxmox_api\
              """);

      // The same of a machine that is there without them.
      Resource before = machine(MACHINE.replaceFirst(",'custom':\\{.*?}", ""), Map.of());
      world.create(before);
      world.run.wants(wanted);
      assertThatThrownBy(() -> world.seen(wanted))
          .hasMessageContaining("cannot change vm/web1: it needs what is not there")
          .hasMessageContaining("writing files for cloud-init");
    }
  }
}
