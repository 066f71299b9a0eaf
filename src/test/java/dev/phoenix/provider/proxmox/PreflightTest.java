package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.resource.Observation.Absent;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What is not there for a guest is said of all of it, before anything is begun. */
final class PreflightTest {
  private static final String TEMPLATE =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':9000,'node':'pve','name':'noble',
       'image':{'url':'https://images.example.org/noble.img'},'bridge':'vmbr0',
       'storage':'local-lvm','image_storage':'local','disk':81,'template':true}
      """;
  private static final String MACHINE =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':1001,'node':'pve','name':'web1',
       'source':{'clone':'template/noble','vmid':9000,'full':true},'storage':'local-lvm',
       'disks':{'scsi0':{'size':60},'scsi1':{'size':30,'storage':'local-lvm'}},'running':true}
      """;
  private static final String CONTAINER =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':103,'node':'pve','name':'ca','unprivileged':true,
       'source':{'template':'local:vztmpl/no-such.tar.zst'},'storage':'local-lvm','rootfs':{'size':8}}
      """;

  private static void isRefused(FakeCluster cluster, Resource wanted, String... missing) {
    cluster.run.wants(wanted);
    assertThatThrownBy(() ->
            cluster
                .type(wanted.address().type())
                .read(cluster.run.subject(wanted.address()), cluster.run))
        .hasMessage(
            "hypervisor/proxmox: cannot make %s: it needs what is not there:\n  %s"
                .formatted(wanted.address(), String.join("\n  ", missing)));
    assertThat(cluster.changes()).isEmpty();
  }

  private static Resource resource(String address, String json) {
    return FakeRun.resource(address, json, Map.of());
  }

  @Test
  void aTemplateNeedsQuorumBridgeImageAndRoom() throws Exception {
    try (var cluster = new FakeCluster()) {
      cluster.quorate = false;
      cluster.refuse("GET .*query-url-metadata", 500, "invalid server response: '404 Not Found'");
      ((ObjectNode) cluster.permissions.path("/")).remove("SDN.Use");
      isRefused(
          cluster,
          resource("template/noble", TEMPLATE),
          "a quorum: too few nodes of the cluster see each other, so that it takes no change; look at it with: pvecm status",
          "privilege SDN.Use on /sdn/zones/localnetwork/vmbr0 for automation@pve!phoenix",
          "the file https://images.example.org/noble.img: invalid server response: '404 Not Found'",
          "81 GiB on storage local-lvm of node pve, where 80 GiB are free");
    }
  }

  @Test
  void anImageOfTheNodeHasToBeThere() throws Exception {
    try (var cluster = new FakeCluster()) {
      Resource wanted =
          resource(
              "template/noble",
              TEMPLATE
                  .replace(
                      "'url':'https://images.example.org/noble.img'",
                      "'file':'local:import/noble.qcow2'")
                  .replace("'disk':81", "'disk':80"));
      isRefused(cluster, wanted, "the file local:import/noble.qcow2 on node pve");
      cluster.files.add("local:import/noble.qcow2");
      assertThat(cluster.type("template").read(cluster.run.subject(wanted.address()), cluster.run))
          .isInstanceOf(Absent.class);
    }
  }

  @Test
  void theDisksOfAMachineAreCountedTogether() throws Exception {
    try (var cluster = new FakeCluster()) {
      isRefused(
          cluster,
          resource("vm/web1", MACHINE),
          "90 GiB on storage local-lvm of node pve, where 80 GiB are free");
      // A linked clone takes only what is written.
      Resource linked = resource("vm/web1", MACHINE.replace("'full':true", "'full':false"));
      cluster.run.wants(linked);
      assertThat(cluster.type("vm").read(cluster.run.subject(linked.address()), cluster.run))
          .isInstanceOf(Absent.class);
    }
  }

  /** Each by itself would fit. */
  @Test
  void theGuestsOfAPlanAreCountedTogether() throws Exception {
    try (var cluster = new FakeCluster()) {
      cluster.files.add("local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst");
      Resource one = resource("vm/web1", MACHINE.replace("'size':60", "'size':20"));
      Resource other =
          resource(
              "lxc/ca",
              CONTAINER
                  .replace("no-such", "debian-12-standard_12.7-1_amd64")
                  .replace("{'size':8}", "{'size':40}"));
      for (Resource wanted : List.of(one, other)) {
        cluster.run.wants(wanted);
        cluster
            .type(wanted.address().type())
            .read(cluster.run.subject(wanted.address()), cluster.run);
      }
      ResourceType type = cluster.type("vm");
      assertThat(type.obstacle(one, new Absent(), Set.of(one.address(), other.address())))
          .hasValue(
              "this plan takes 90 GiB on storage local-lvm of node pve (lxc/ca 40, vm/web1 50), where 80 GiB are free. Free some, write another storage into the files, or apply some of them alone (--target)");
      assertThat(type.obstacle(one, new Absent(), Set.of(one.address()))).isEmpty();
    }
  }

  @Test
  void aContainerNeedsItsSystemTemplate() throws Exception {
    try (var cluster = new FakeCluster()) {
      isRefused(
          cluster,
          resource("lxc/ca", CONTAINER),
          "template local:vztmpl/no-such.tar.zst, neither on a storage of node pve nor among those that Proxmox VE offers (pveam available)");
    }
  }

  @Test
  void anImageOfTheInternetNeedsARightThatChangedItsName() throws Exception {
    for (String release : new String[] {"7.4", "8.4"}) {
      try (var cluster = new FakeCluster()) {
        cluster.release = release;
        ((ObjectNode) cluster.permissions.path("/")).remove("Sys.Modify");
        Resource wanted =
            resource(
                "lxc/ca",
                CONTAINER.replace(
                    "'template':'local:vztmpl/no-such.tar.zst'",
                    "'url':'https://images.example.org/a.tar.zst'"));
        isRefused(
            cluster,
            wanted,
            release.equals("7.4")
                ? "privileges Sys.Audit and Sys.Modify on / for automation@pve!phoenix, to download images"
                : "privilege Sys.AccessNetwork on /nodes/pve for automation@pve!phoenix, to download images");
      }
    }
  }
}
