package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.ssh.SshConnections;
import dev.phoenix.provider.ssh.SshHome;
import dev.phoenix.provider.ssh.SshTarget;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation.Absent;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over SSH to a node because the API gives it to root@pam alone. */
final class NodesTest {
  private static final String CONTAINER =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':103,'node':'pve','name':'step-ca','unprivileged':true,
       'source':{'template':'local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst'},'storage':'local-zfs',
       'rootfs':{'storage':'local-zfs','size':16},'memory':1024,'swap':512,
       'nets':{'net0':{'name':'eth0','bridge':'vmbr0','ip':'10.0.0.10/24','gateway':'10.0.0.1'}},
       'mounts':{'/media':{'host_path':'/srv/media'}},'running':true}
      """;

  private static final String TEMPLATE =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':9000,'node':'pve','name':'noble','image':{%s},
       'storage':'local-zfs','image_storage':'local','disk':10,'bridge':'vmbr0','template':true}
      """;

  private static Resource container() {
    return FakeRun.resource("lxc/step-ca", CONTAINER, Map.of());
  }

  @Test
  void rawLinesAreWrittenBesideTheRest() throws Exception {
    try (LabWorld world = LabWorld.withShell("8.4")) {
      Resource wanted =
          FakeRun.resource(
              "lxc/step-ca",
              CONTAINER.replace(
                  "'running':true", "'raw':[['lxc.apparmor.profile','unconfined']],'running':true"),
              Map.of());
      world.run.wants(wanted);
      Identity identity = world.type("lxc").create(wanted, world.run);
      world.run.records(wanted, identity);
      world.asWanted(wanted, identity);
      assertThat(world.node().root("pct", "config", "103"))
          .contains("lxc.apparmor.profile: unconfined", "mp0: /srv/media,mp=/media", "hostname:");
    }
  }

  @Test
  void featuresOfAPrivilegedContainerGoOverTheNode() throws Exception {
    try (LabWorld world = LabWorld.withShell("8.4")) {
      Resource wanted =
          FakeRun.resource(
              "lxc/step-ca",
              CONTAINER.replace(
                  "'unprivileged':true", "'unprivileged':false,'features':{'nesting':true}"),
              Map.of());
      world.run.wants(wanted);
      Identity identity = world.type("lxc").create(wanted, world.run);
      world.run.records(wanted, identity);
      world.asWanted(wanted, identity);
      assertThat(world.node().root("pct", "config", "103")).contains("features: nesting=1");
    }
  }

  @Test
  void aNodeIsReachedThroughTheMachineInBetween() {
    String ssh =
        "{'user':'root','nodes':{'pve':'10.0.0.13'},'jump':{'address':'bastion','port':2222,'user':'me'}}";
    Secret password = new Secret("between");
    Nodes nodes =
        new Nodes(
            new SshConnections(Network.real(), SshHome.system()),
            FakeRun.attributes("{'ssh':" + ssh + "}").object("ssh"),
            "api",
            Map.of("ssh.jump.password", password));
    SshTarget jump = Objects.requireNonNull(nodes.target("pve").jump());
    assertThat(nodes.target("pve").name()).isEqualTo("root@10.0.0.13");
    assertThat(jump.name()).isEqualTo("me@bastion port 2222");
    assertThat(jump.password()).isEqualTo(password);
  }

  /** As the API's refusals do; only what will never be otherwise ends it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          can't lock file '/run/lock/lxc/pve-config-103.lock' - got timeout           | RETRYABLE
          CT is locked (backup)                                                       | RETRYABLE
          cfs-lock 'storage-local-zfs' error: got lock request timeout                | RETRYABLE
          zfs error: cannot create snapshot: dataset is busy                          | RETRYABLE
          400 Parameter verification failed. mp0: unable to parse mount point options | PERMANENT
          """)
  void aLockOrABusyStorageIsWorthAnotherTry(String complaint, Kind kind) throws Exception {
    try (LabWorld world = LabWorld.withShell("8.4")) {
      Resource wanted = container();
      world.run.wants(wanted);
      ResourceType type = world.type("lxc");
      assertThat(type.read(world.run.subject(wanted.address()), world.run))
          .isInstanceOf(Absent.class);
      world.node().refuses("pct", complaint);
      assertThatThrownBy(() -> type.create(wanted, world.run))
          .isInstanceOfSatisfying(
              ResourceFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
          .hasMessageContaining("root@10.0.0.13: cannot set mp0 of CT 103: " + complaint);

      // The next try goes on with the container that is there.
      Identity begun = world.run.journal.getLast();
      world.run.records(wanted, begun);
      Identity identity = type.update(wanted, world.seen(wanted), world.run);
      world.asWanted(wanted, identity);
      assertThat(identity.part("mark")).isEqualTo(begun.part("mark"));
      assertThat(world.node().root("pct", "config", "103")).contains("mp0: /srv/media,mp=/media");
    }
  }

  /** Servers before 8.3 import no downloaded image through their API. */
  @ParameterizedTest
  @ValueSource(strings = {"7.4", "8.0"})
  void anImageIsImportedAtTheNodeWhereTheApiDoesNotDoThat(String release) throws Exception {
    try (LabWorld world = LabWorld.withShell(release)) {
      Resource wanted =
          FakeRun.resource(
              "template/noble", TEMPLATE.formatted("'url':'" + LabWorld.IMAGE + "'"), Map.of());
      Identity identity = world.create(wanted);
      assertThat(imports(world))
          .containsExactly(
              List.of(
                  "qm",
                  "set",
                  "9000",
                  "--scsi0",
                  "local-zfs:0,import-from=/var/lib/vz/template/iso/noble.img"));
      assertThat(world.node().root("qm", "config", "9000"))
          .contains(
              "scsi0: local-zfs:base-9000-disk-0,size=10G", "boot: order=scsi0", "template: 1");
      assertThat(identity.part("image_bytes")).isEqualTo("600000000");
      world.delete(wanted, identity);
    }
  }

  /** A run that ends while the image is imported is taken up again by the next. */
  @ParameterizedTest
  @ValueSource(strings = {"7.4", "8.0"})
  void aLockWhileAnImageIsImportedIsWaitedOut(String release) throws Exception {
    try (LabWorld world = LabWorld.withShell(release)) {
      Resource wanted =
          FakeRun.resource(
              "template/noble", TEMPLATE.formatted("'url':'" + LabWorld.IMAGE + "'"), Map.of());
      world.run.wants(wanted);
      ResourceType type = world.type("template");
      assertThat(type.read(world.run.subject(wanted.address()), world.run))
          .isInstanceOf(Absent.class);
      world
          .node()
          .refuses("qm", "can't lock file '/var/lock/qemu-server/lock-9000.conf' - got timeout");
      assertThatThrownBy(() -> type.create(wanted, world.run))
          .isInstanceOfSatisfying(
              ResourceFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(Kind.RETRYABLE))
          .hasMessageContaining("cannot import local:iso/noble.img");
      world.run.records(wanted, world.run.journal.getLast());
      world.asWanted(wanted, type.update(wanted, world.seen(wanted), world.run));
      assertThat(imports(world)).hasSize(2);
    }
  }

  /** Since 8.3 the API does it, and nobody logs in at the node. */
  @Test
  void aNewerServerNeedsNoShellForThat() throws Exception {
    try (LabWorld world = LabWorld.withShell("8.4")) {
      world.create(
          FakeRun.resource(
              "template/noble", TEMPLATE.formatted("'url':'" + LabWorld.IMAGE + "'"), Map.of()));
      assertThat(world.node().ran).isEmpty();
    }
  }

  private static List<List<String>> imports(LabWorld world) {
    return world.node().ran.stream().filter(words -> words.contains("--scsi0")).toList();
  }
}
