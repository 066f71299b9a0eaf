package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation.Absent;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class LxcTypeTest {
  private static final String LXC =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':103,'node':'pve','name':'step-ca','unprivileged':true,
       'source':{'template':'local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst'},'storage':'local-lvm',
       'rootfs':{'storage':'local-lvm','size':16},'cores':2,'memory':1024,'swap':512,
       'features':{'nesting':true},'nameservers':['10.0.0.1'],'search_domain':'home.lan',
       'nets':{'net0':{'name':'eth0','bridge':'vmbr0','ip':'10.0.0.10/24','gateway':'10.0.0.1'}},
       'mounts':{'/var/lib/step':{'storage':'local-lvm','size':8}},
       'start_on_boot':true,'startup':{'order':1},'tags':['ca'],'running':true,'snapshots':['final-form']}
      """;

  private final Resource lxc = FakeRun.resource("lxc/step-ca", LXC, Map.of());

  private static Identity create(FakeCluster cluster, Resource wanted) throws Exception {
    cluster.run.wants(wanted);
    Identity identity = cluster.type("lxc").create(wanted, cluster.run);
    cluster.run.records(wanted, identity);
    return identity;
  }

  private static Present seen(FakeCluster cluster, Resource wanted) throws Exception {
    cluster.type("lxc").invalidate(cluster.run.subject(wanted.address()));
    return (Present) cluster.type("lxc").read(cluster.run.subject(wanted.address()), cluster.run);
  }

  private static void asWanted(FakeCluster cluster, Resource wanted) throws Exception {
    Present present = seen(cluster, wanted);
    wanted
        .attributes()
        .values()
        .forEach((name, value) -> {
          if (!List.of("source", "storage", "node").contains(name)) {
            assertThat(present.attributes().get(name)).as(name).isEqualTo(value);
          }
        });
  }

  @Test
  void fetchesItsTemplateIsMadeConfiguredStartedAndSnapshotOnce() throws Exception {
    try (var cluster = new FakeCluster()) {
      create(cluster, lxc);
      assertThat(cluster.changes())
          .containsExactly(
              "POST nodes/pve/aplinfo",
              "POST nodes/pve/lxc",
              "PUT nodes/pve/lxc/103/config",
              "POST nodes/pve/lxc/103/status/start",
              "POST nodes/pve/lxc/103/snapshot");
      asWanted(cluster, lxc);
      assertThat(seen(cluster, lxc).attributes().text("address")).isEqualTo("10.0.0.10");
      assertThat(
              cluster.asked.stream()
                  .filter(a -> a.toString().equals("POST nodes/pve/lxc"))
                  .findFirst()
                  .orElseThrow()
                  .parameters())
          .containsEntry("unprivileged", List.of("1"))
          .containsEntry("rootfs", List.of("local-lvm:16"));
    }
  }

  @Test
  void growsItsDisksAndRefusesNothingElseToBeLost() throws Exception {
    try (var cluster = new FakeCluster()) {
      create(cluster, lxc);
      Resource larger =
          FakeRun.resource(
              "lxc/step-ca",
              LXC.replace("'size':16", "'size':20").replace("'size':8", "'size':9"),
              Map.of());
      cluster.run.wants(larger);
      cluster.asked.clear();
      cluster.type("lxc").update(larger, seen(cluster, larger), cluster.run);
      assertThat(cluster.changes())
          .containsExactly("PUT nodes/pve/lxc/103/resize", "PUT nodes/pve/lxc/103/resize");
      asWanted(cluster, larger);
    }
  }

  @Test
  void whatOnlyRootMayIsRefusedBeforehandWithTheWayOut() throws Exception {
    try (var cluster = new FakeCluster()) {
      Resource gpu =
          FakeRun.resource(
              "lxc/step-ca",
              LXC.replace(
                      "'mounts':{",
                      "'devices':['/dev/nvidia0'],'raw':[['lxc.apparmor.profile','unconfined']],'hookscript':'local:snippets/h.pl','mounts':{'/tank':{'host_path':'/tank'},")
                  .replace("'nesting':true", "'nesting':true,'keyctl':true"),
              Map.of());
      cluster.run.wants(gpu);
      String way =
          ": the API gives this to root@pam alone: add \"ssh\": {\"user\": \"root\", \"nodes\": {\"pve\": \"<address>\"}} to proxmox_api, or log in as root@pam with its password";
      assertThatThrownBy(
              () -> cluster.type("lxc").read(cluster.run.subject(gpu.address()), cluster.run))
          .hasMessage(
              "hypervisor/proxmox: cannot make lxc/step-ca: it needs what is not there:"
                  + "\n  mounting folders of the node"
                  + way
                  + "\n  handing devices of the node through"
                  + way
                  + "\n  a hook script"
                  + way
                  + "\n  features other than nesting"
                  + way
                  + "\n  writing raw lines: the API takes this from nobody: add \"ssh\": {\"user\": \"root\", \"nodes\": {\"pve\": \"<address>\"}} to proxmox_api");
    }
  }

  @Test
  void featuresOfAPrivilegedContainerAreRootsAlone() throws Exception {
    try (var cluster = new FakeCluster()) {
      Resource privileged =
          FakeRun.resource(
              "lxc/step-ca", LXC.replace("'unprivileged':true", "'unprivileged':false"), Map.of());
      cluster.run.wants(privileged);
      assertThatThrownBy(() ->
              cluster.type("lxc").read(cluster.run.subject(privileged.address()), cluster.run))
          .hasMessageContaining("features of a privileged container: the API gives this to root");
    }
  }

  @Test
  void rootItselfWritesFoldersAndDevicesThroughTheApi() throws Exception {
    try (var cluster =
        new FakeCluster(
            "{'url':'http://127.0.0.1:%d','tls':{'mode':'insecure'},'user':'root@pam'}",
            Map.of("password", new Secret("planted-password")))) {
      Resource gpu =
          FakeRun.resource(
              "lxc/step-ca",
              LXC.replace(
                  "'mounts':{",
                  "'devices':['/dev/nvidia0,gid=44'],'mounts':{'/tank':{'host_path':'/tank','read_only':true},"),
              Map.of());
      create(cluster, gpu);
      assertThat(cluster.guest(103).config)
          .containsEntry("mp0", "/tank,mp=/tank,ro=1")
          .containsEntry("dev0", "/dev/nvidia0,gid=44");
      asWanted(cluster, gpu);
    }
  }

  @Test
  void readsTheRecordedConfigurationOfAContainer() {
    GuestConfig config = GuestConfig.merged(Answers.of("/nodes/node1/lxc/101/config").path("data"));
    assertThat(config.raw())
        .hasSize(5)
        .first()
        .isEqualTo(List.of("lxc.cgroup2.devices.allow", "c 226:0 rwm"));
    var features =
        LxcFields.all().stream()
            .filter(f -> f.attribute().equals("features"))
            .findFirst()
            .orElseThrow();
    assertThat(String.valueOf(features.read(config.merged(), new JsonMapper().readTree("{}"))))
        .isEqualTo("{\"fuse\":true,\"mknod\":true,\"nesting\":true}");
    assertThat(Inventory.of(Answers.of("/cluster/resources").path("data")).guests()).hasSize(4);
  }

  @Test
  void isClonedFromASnapshotAndDeleted() throws Exception {
    try (var cluster = new FakeCluster()) {
      create(cluster, lxc);
      Resource copy =
          FakeRun.resource(
              "lxc/second",
              LXC.replace("103", "104")
                  .replace("'name':'step-ca'", "'name':'second'")
                  .replaceAll(
                      "'source':\\{[^}]*\\}",
                      "'source':{'clone':'lxc/step-ca','vmid':103,'full':true,'snapshot':'final-form'}")
                  .replace(",'snapshots':['final-form']", ""),
              Map.of());
      Identity identity = create(cluster, copy);
      assertThat(cluster.changes()).contains("POST nodes/pve/lxc/103/clone");
      asWanted(cluster, copy);
      Recorded recorded = cluster.run.records(copy, identity);
      cluster.type("lxc").delete(recorded, cluster.run);
      cluster.type("lxc").invalidate(cluster.run.subject(copy.address()));
      assertThat(cluster.type("lxc").read(cluster.run.subject(copy.address()), cluster.run))
          .isInstanceOf(Absent.class);
    }
  }
}
