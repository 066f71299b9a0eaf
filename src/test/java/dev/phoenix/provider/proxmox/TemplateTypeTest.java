package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class TemplateTypeTest {
  private static final String IMAGE =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':9000,'node':'pve','name':'noble',
       'image':{'url':'https://cloud.example/noble/noble-server-cloudimg-amd64.img','checksum':'sha256:ab12'},
       'storage':'local-lvm','image_storage':'local','disk':10,'bridge':'vmbr0','cores':2,
       'memory':2048,'template':true}
      """;

  private final Resource template = FakeRun.resource("template/noble", IMAGE, Map.of());

  private static Identity create(FakeCluster cluster, Resource wanted) throws Exception {
    cluster.run.wants(wanted);
    Identity identity = cluster.type("template").create(wanted, cluster.run);
    cluster.run.records(wanted, identity);
    return identity;
  }

  private static Present seen(FakeCluster cluster, Resource wanted) throws Exception {
    cluster.type("template").invalidate(cluster.run.subject(wanted.address()));
    return (Present)
        cluster.type("template").read(cluster.run.subject(wanted.address()), cluster.run);
  }

  @Test
  void downloadsImportsGrowsAndConverts() throws Exception {
    try (var cluster = new FakeCluster()) {
      create(cluster, template);
      assertThat(cluster.changes())
          .containsExactly(
              "POST nodes/pve/storage/local/download-url",
              "POST nodes/pve/qemu",
              "PUT nodes/pve/qemu/9000/resize",
              "POST nodes/pve/qemu/9000/template");
      var download =
          cluster.asked.stream()
              .filter(a -> a.path().endsWith("download-url"))
              .findFirst()
              .orElseThrow();
      assertThat(download.parameters())
          .containsEntry("content", List.of("import"))
          .containsEntry("filename", List.of("noble-server-cloudimg-amd64-ab12.qcow2"))
          .containsEntry("checksum", List.of("ab12"))
          .containsEntry("checksum-algorithm", List.of("sha256"));
      var made =
          cluster.asked.stream()
              .filter(a -> a.toString().equals("POST nodes/pve/qemu"))
              .findFirst()
              .orElseThrow();
      assertThat(made.parameters())
          .containsEntry(
              "scsi0",
              List.of(
                  "local-lvm:0,import-from=local:import/noble-server-cloudimg-amd64-ab12.qcow2"))
          .containsEntry("ide2", List.of("local-lvm:cloudinit"))
          .containsEntry("serial0", List.of("socket"));
      Present present = seen(cluster, template);
      for (String name : List.of("name", "template", "bridge", "cores", "memory")) {
        assertThat(present.attributes().get(name))
            .as(name)
            .isEqualTo(template.attributes().get(name));
      }
      // Machines that are copied from it come and go; it stays as it was made.
      assertThat(present.attributes().has("disk")).isFalse();
    }
  }

  @Test
  void theRightForItsHardwareIsMissedBeforeAnythingIsDone() throws Exception {
    try (var cluster = new FakeCluster()) {
      ((ObjectNode) cluster.permissions.path("/")).remove("VM.Config.HWType");
      cluster.run.wants(template);
      assertThatThrownBy(() -> seen(cluster, template))
          .hasMessageContaining("privilege VM.Config.HWType on /vms/9000");
      assertThat(cluster.changes()).isEmpty();
    }
  }

  @Test
  void anImageThatIsThereIsNotDownloadedAgain() throws Exception {
    try (var cluster = new FakeCluster()) {
      cluster.files.add("local:import/noble-server-cloudimg-amd64.qcow2");
      create(
          cluster,
          FakeRun.resource(
              "template/noble", IMAGE.replace(",'checksum':'sha256:ab12'", ""), Map.of()));
      assertThat(cluster.changes().getFirst()).isEqualTo("POST nodes/pve/qemu");
    }
  }

  @Test
  void aTemplateOfAMachineThatWasSetUpIsItsFullCopy() throws Exception {
    try (var cluster = new FakeCluster()) {
      VmTypeTest.template(cluster);
      cluster.guest(9000).config.remove("template");
      create(
          cluster,
          FakeRun.resource(
              "template/docker",
              "{'hypervisor':'hypervisor/proxmox','vmid':9001,'node':'pve','name':'docker','storage':'local-lvm','source':{'clone':'vm/golden','vmid':9000,'full':true,'snapshot':'ready'},'template':true}",
              Map.of()));
      assertThat(cluster.changes())
          .containsExactly(
              "POST nodes/pve/qemu/9000/clone",
              "POST nodes/pve/qemu/9001/config",
              "POST nodes/pve/qemu/9001/template");
      assertThat(
              cluster.asked.stream()
                  .filter(a -> a.path().endsWith("clone"))
                  .findFirst()
                  .orElseThrow()
                  .parameters())
          .containsEntry("snapname", List.of("ready"));
    }
  }

  @Test
  void before83AnImageNeedsTheWayOverTheNodeAndTheFilesAreToldSo() throws Exception {
    try (var cluster = new FakeCluster()) {
      cluster.release = "7.4";
      cluster.run.wants(template);
      assertThatThrownBy(() ->
              cluster.type("template").read(cluster.run.subject(template.address()), cluster.run))
          .hasMessage(
              """
              hypervisor/proxmox: cannot make template/noble: it needs what is not there:
                importing a downloaded image before 8.3: the API takes this from nobody: add "ssh": {"user": "root", "nodes": {"pve": "<address>"}} to proxmox_api\
              """);
    }
  }

  @Test
  void aTemplateWithLinkedClonesIsNotDeletedAndSaysWhy() throws Exception {
    try (var cluster = new FakeCluster()) {
      Recorded recorded = cluster.run.records(template, create(cluster, template));
      cluster.refuse(
          "DELETE .*",
          500,
          "base volume 'local-lvm:base-9000-disk-0' is still in use by linked cloned");
      assertThatThrownBy(() -> cluster.type("template").delete(recorded, cluster.run))
          .hasMessage(
              "hypervisor/proxmox: cannot delete template/noble: base volume 'local-lvm:base-9000-disk-0' is still in use by linked cloned; delete or fully clone the guests made from it first");
    }
  }
}
