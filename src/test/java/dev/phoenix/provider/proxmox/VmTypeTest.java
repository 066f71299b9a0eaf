package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Absent;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Rule.Disruption;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Stage;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class VmTypeTest {
  private static final String VM =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':1001,'node':'pve','name':'drphoenix',
       'source':{'clone':'template/noble','vmid':9000,'full':true},'storage':'local-lvm',
       'cores':4,'memory':4096,'agent':true,'running':true,'start_on_boot':true,
       'disks':{'scsi0':{'storage':'local-lvm','size':64,'discard':true}},
       'nets':{'net0':{'model':'virtio','bridge':'vmbr0','tag':20}},
       'cloud_init':{'user':'phoenix','keys':['ssh-ed25519 AAAA+b/c= me@home'],'ip':'10.0.0.102/24',
         'gateway':'10.0.0.1','nameservers':['10.0.0.1','1.1.1.1'],'upgrade':false},
       'startup':{'order':2,'up':30},'tags':['docker'],'description':'Dr. Phoenix','protection':false}
      """;

  private final Resource vm = FakeRun.resource("vm/drphoenix", VM, Map.of());

  static void template(FakeCluster cluster) {
    var template = cluster.guest(9000, "qemu");
    template.config.putAll(
        Map.of(
            "name", "noble",
            "template", "1",
            "scsi0", "local-lvm:base-9000-disk-0,size=2252M",
            "ide2", "local-lvm:vm-9000-cloudinit,media=cdrom",
            "net0", "virtio=BC:24:11:00:00:01,bridge=vmbr0",
            "memory", "2048",
            "cores", "2",
            "agent", "1"));
  }

  @Test
  void aCopyThatIsSmallerThanItsTemplateIsInTheWay() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      cluster.guest(9000).config.put("scsi0", "local-lvm:base-9000-disk-0,size=80G");
      cluster.run.wants(vm);
      Observation absent = read(cluster, vm);
      assertThat(cluster.type("vm").obstacle(vm, absent, Set.of(vm.address())))
          .hasValue(
              "the disk of template/noble has 80 GB, and no copy of it has fewer. Write \"disk_size_gb\": 80, or make the template anew: --replace template/noble");
      Set<Address> both = Set.of(vm.address(), Address.parse("template/noble"));
      assertThat(cluster.type("vm").obstacle(vm, absent, both)).isEmpty();
      cluster.guest(9000).config.put("scsi0", "local-lvm:base-9000-disk-0,size=64G");
      assertThat(cluster.type("vm").obstacle(vm, read(cluster, vm), Set.of())).isEmpty();
    }
  }

  private static Observation read(FakeCluster cluster, Resource vm) throws ResourceFailure {
    ResourceType type = cluster.type("vm");
    type.invalidate(cluster.run.subject(vm.address()));
    return type.read(cluster.run.subject(vm.address()), cluster.run);
  }

  private Identity create(FakeCluster cluster) throws ResourceFailure {
    return create(cluster, vm);
  }

  private static Identity create(FakeCluster cluster, Resource vm) throws ResourceFailure {
    cluster.run.wants(vm);
    Identity identity = cluster.type("vm").create(vm, cluster.run);
    cluster.run.records(vm, identity);
    return identity;
  }

  private static Present present(FakeCluster cluster, Resource vm) throws ResourceFailure {
    return (Present) read(cluster, vm);
  }

  private static Identity update(FakeCluster cluster, Resource vm) throws ResourceFailure {
    cluster.run.wants(vm);
    Identity identity = cluster.type("vm").update(vm, present(cluster, vm), cluster.run);
    cluster.run.records(vm, identity);
    return identity;
  }

  private static void asWanted(FakeCluster cluster, Resource vm) throws ResourceFailure {
    Present seen = present(cluster, vm);
    vm.attributes()
        .values()
        .forEach((name, wanted) -> {
          if (!List.of("source", "storage", "node").contains(name)) {
            assertThat(seen.attributes().get(name)).as(name).isEqualTo(wanted);
          }
        });
  }

  @Test
  void clonesConfiguresGrowsAndStartsInThisOrder() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      Identity identity = create(cluster);
      assertThat(cluster.changes())
          .containsExactly(
              "POST nodes/pve/qemu/9000/clone",
              "POST nodes/pve/qemu/1001/config",
              "PUT nodes/pve/qemu/1001/resize",
              "POST nodes/pve/qemu/1001/status/start",
              "POST nodes/pve/qemu/1001/agent/ping");
      assertThat(identity.parts()).containsOnlyKeys("vmid", "mark", "volume scsi0");
      assertThat(cluster.run.stages)
          .extracting(
              stage -> stage.words().replaceAll("UPID:([^:]*:){4}(\\w+):(\\d+):.*", "$2 $3"))
          .containsExactly(
              "task qmclone 9000",
              "cloned",
              "cloned, then task qmconfig 1001",
              "configured",
              "configured, then task resize 1001",
              "resized",
              "resized, then task qmstart 1001",
              "started");
      assertThat(cluster.guest(1001).config.getOrDefault("description", "").strip())
          .isEqualTo("Dr. Phoenix\n\nphoenix: vm/drphoenix " + identity.part("mark"));
      assertThat(cluster.guest(1001).config.get("net0"))
          .isEqualTo("virtio=BC:24:11:00:00:01,bridge=vmbr0,tag=20");
      asWanted(cluster, vm);
      assertThat(present(cluster, vm).identity()).isEqualTo(identity);
      assertThat(present(cluster, vm).attributes().text("address")).isEqualTo("10.0.0.102");
    }
  }

  @Test
  void aRefreshAsksForOneListAndOneConfigurationEach() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      create(cluster);
      cluster.asked.clear();
      read(cluster, vm);
      assertThat(cluster.asked)
          .extracting(FakeCluster.Asked::toString)
          .containsExactly("GET cluster/resources", "GET nodes/pve/qemu/1001/pending");
    }
  }

  @Test
  void whatWaitsForARebootShowsAndIsBroughtByThePlannedOne() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      create(cluster);
      Resource more =
          FakeRun.resource("vm/drphoenix", VM.replace("'cores':4", "'cores':8"), Map.of());
      cluster.asked.clear();
      cluster.run.announced = Disruption.REBOOT;
      update(cluster, more);
      assertThat(cluster.changes())
          .containsExactly(
              "POST nodes/pve/qemu/1001/config",
              "POST nodes/pve/qemu/1001/status/reboot",
              "POST nodes/pve/qemu/1001/agent/ping");
      asWanted(cluster, more);
    }
  }

  @Test
  void aChangeByHandThatWaitsIsSeenAndTakenBackWithoutAReboot() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      create(cluster);
      cluster.guest(1001).pending.put("cores", "16");
      assertThat(present(cluster, vm).attributes().number("cores", 0)).isEqualTo(16);
      cluster.guest(1001).pending.put("cores", "4");
      cluster.guest(1001).config.put("cores", "2");
      assertThat(present(cluster, vm).attributes().number("cores", 0))
          .as("wanted, but only the next start brings it")
          .isEqualTo(2);
    }
  }

  @Test
  void liveChangesNeverReboot() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      create(cluster);
      cluster.guest(1001).pending.put("memory", "9999");
      Resource changed =
          FakeRun.resource(
              "vm/drphoenix",
              VM.replace("'tag':20", "'tag':30")
                  .replace("'memory':4096,", "")
                  .replace("'size':64", "'size':80")
                  .replace("['docker']", "['docker','ollama']"),
              Map.of());
      cluster.asked.clear();
      update(cluster, changed);
      assertThat(cluster.changes())
          .containsExactly("POST nodes/pve/qemu/1001/config", "PUT nodes/pve/qemu/1001/resize");
      assertThat(cluster.run.said).contains("waits for the next start: memory");
      asWanted(cluster, changed);
    }
  }

  @Test
  void aDiskThatLeavesTheFilesIsDetachedAndANewOneIsMade() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      Resource two =
          FakeRun.resource(
              "vm/drphoenix",
              VM.replace(
                  "'disks':{",
                  "'disks':{'scsi1':{'storage':'local-lvm','size':10,'backup':false},"),
              Map.of());
      create(cluster, two);
      assertThat(cluster.guest(1001).config.get("scsi1"))
          .isEqualTo("local-lvm:vm-1001-scsi1,size=10G,backup=0");
      asWanted(cluster, two);
      cluster.run.wants(vm);
      assertThat(present(cluster, vm).attributes().object("disks").has("scsi1")).isTrue();
      update(cluster, vm);
      assertThat(cluster.asked.stream().filter(a -> a.parameters().containsKey("delete")))
          .singleElement()
          .satisfies(a -> assertThat(a.parameters().get("delete")).containsExactly("scsi1"));
      assertThat(present(cluster, vm).attributes().object("disks").has("scsi1")).isFalse();
    }
  }

  @Test
  void aPasswordIsWrittenOnceAndAgainOnlyWhenItChanges() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      Resource secret =
          FakeRun.resource(
              "vm/drphoenix", VM, Map.of("cloud_init.password", new Secret("swordfish")));
      create(cluster, secret);
      update(cluster, secret);
      assertThat(cluster.asked)
          .filteredOn(a -> a.parameters().containsKey("cipassword"))
          .hasSize(1);
      update(
          cluster,
          FakeRun.resource(
              "vm/drphoenix", VM, Map.of("cloud_init.password", new Secret("tuna-fish"))));
      assertThat(cluster.asked)
          .filteredOn(a -> a.parameters().containsKey("cipassword"))
          .hasSize(2);
      assertThat(cluster.run.journal.toString() + cluster.run.said).doesNotContain("fish");
    }
  }

  /** Four bytes of a fast hash, as versions kept them in the state that knew no better. */
  @Test
  void aFastHashOfAPasswordLeavesTheStateAndThePasswordIsNotWrittenAgain() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      Resource secret =
          FakeRun.resource(
              "vm/drphoenix", VM, Map.of("cloud_init.password", new Secret("swordfish")));
      Identity made = create(cluster, secret);
      TreeMap<String, String> before = new TreeMap<>(made.parts());
      before.put("password", fast(made.part("mark"), "swordfish"));
      Recorded _ = cluster.run.records(secret, Identity.of(before));
      assertThat(present(cluster, secret).identity()).isEqualTo(made);
      update(cluster, secret);
      assertThat(cluster.asked)
          .filteredOn(a -> a.parameters().containsKey("cipassword"))
          .hasSize(1);
      before.put("password", fast(made.part("mark"), "tuna-fish"));
      Recorded _ = cluster.run.records(secret, Identity.of(before));
      assertThat(present(cluster, secret).identity().parts()).doesNotContainKey("password");
      update(cluster, secret);
      assertThat(cluster.asked)
          .filteredOn(a -> a.parameters().containsKey("cipassword"))
          .hasSize(2);
    }
  }

  private static String fast(String mark, String password) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(mark.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] all = mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(all, 0, 4);
  }

  @Test
  void aLostAnswerToACloneIsSettledByLookingAndNothingIsMadeTwice() throws Exception {
    for (int status : new int[] {0, 596, 599}) {
      try (var cluster = new FakeCluster()) {
        template(cluster);
        cluster.swallow("POST .*/clone", status);
        create(cluster);
        assertThat(cluster.changes()).filteredOn(c -> c.endsWith("/clone")).hasSize(1);
        asWanted(cluster, vm);
      }
    }
  }

  @Test
  void aLostAnswerToAStartIsSettledByItsTask() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      cluster.swallow("POST .*/start", 596);
      create(cluster);
      assertThat(cluster.changes()).filteredOn(c -> c.endsWith("/start")).hasSize(1);
      assertThat(cluster.run.said).contains("the answer was lost; looking for its task");
    }
  }

  @Test
  void aLockIsForLaterAndATakenNumberForNever() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      cluster.run.wants(vm);
      cluster.failTask(
          "POST .*/clone", "can't lock file '/var/lock/qemu-server/lock-9000.conf' - got timeout");
      assertThatThrownBy(() -> create(cluster))
          .isInstanceOfSatisfying(
              ResourceFailure.class, f -> assertThat(f.kind()).isEqualTo(Kind.RETRYABLE));
      cluster.guest(1001, "qemu").config.put("name", "stranger");
      assertThatThrownBy(() -> create(cluster))
          .hasMessage(
              "hypervisor/proxmox: cannot make vm/drphoenix: number 1001 is taken by VM 1001 on node pve, which is not phoenix's; give it another vmid");
    }
  }

  @Test
  void aLogThatCannotBeReadDoesNotEndItsTask() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      for (int i = 0; i < 30; i++) {
        cluster.refuse(
            "GET .*:qmclone:.*/status", 200, "OK", "{\"data\":{\"status\":\"running\"}}");
      }
      cluster.refuse("GET .*:qmclone:.*/log", 500, "unable to open file");
      create(cluster);
      assertThat(cluster.asked).anyMatch(asked -> asked.path().endsWith("/log"));
      asWanted(cluster, vm);
    }
  }

  /** Nothing else tells that a machine without a fixed address is up. */
  @Test
  void aRightThatTheAgentNeedsIsNamedAtOnce() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      cluster.refuse(
          "POST .*/agent/ping", 403, "Permission check failed (/vms/1001, VM.GuestAgent.Audit)");
      Resource roaming =
          FakeRun.resource(
              "vm/drphoenix",
              VM.replace("'ip':'10.0.0.102/24',", "'ip':'dhcp',")
                  .replace("'gateway':'10.0.0.1',", ""),
              Map.of());
      assertThatThrownBy(() -> create(cluster, roaming))
          .hasMessageContaining("lacks the privilege VM.GuestAgent.Audit on /vms/1001");
    }
  }

  /** Some clients write the key of the value that may stand without it. */
  @Test
  void anAgentThatIsSpeltOutIsWaitedFor() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      Objects.requireNonNull(cluster.guests.get(9000))
          .config
          .put("agent", "enabled=1,fstrim_cloned_disks=1");
      Resource silent =
          FakeRun.resource(
              "vm/drphoenix",
              VM.replace("'agent':true,", "").replace("'ip':'10.0.0.102/24',", "'ip':'dhcp',"),
              Map.of());
      create(cluster, silent);
      assertThat(cluster.changes()).last().isEqualTo("POST nodes/pve/qemu/1001/agent/ping");
    }
  }

  /** A machine that was suspended to disk keeps its lock until somebody resumes it. */
  @Test
  void aSuspendedMachineIsNotWaitedFor() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      create(cluster);
      var suspended = Objects.requireNonNull(cluster.guests.get(1001));
      suspended.config.put("lock", "suspended");
      suspended.running = false;
      int before = cluster.changes().size();
      assertThatThrownBy(() -> update(cluster, vm))
          .isInstanceOfSatisfying(
              ResourceFailure.class, f -> assertThat(f.kind()).isEqualTo(Kind.PERMANENT))
          .hasMessageContaining("VM 1001 is locked (suspended), which ends only when somebody");
      assertThat(cluster.changes()).hasSize(before);
    }
  }

  @Test
  void aDigestThatChangedIsReadAgain() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      cluster.refuse("POST .*/1001/config", 500, "checksum mismatch (file change by other user?)");
      create(cluster);
      assertThat(cluster.changes()).filteredOn(c -> c.endsWith("/config")).hasSize(2);
      asWanted(cluster, vm);
    }
  }

  @Test
  void anEndBetweenCloneAndConfigurationIsTakenUpAgain() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      cluster.refuse("POST .*/1001/config", 500, "got timeout");
      cluster.run.wants(vm);
      assertThatThrownBy(() -> create(cluster)).isInstanceOf(ResourceFailure.class);
      cluster.run.records(vm, cluster.run.journal.getFirst());
      update(cluster, vm);
      assertThat(cluster.changes()).filteredOn(c -> c.endsWith("/clone")).hasSize(1);
      asWanted(cluster, vm);
      assertThat(present(cluster, vm).identity().parts())
          .containsOnlyKeys("vmid", "mark", "volume scsi0");
    }
  }

  @Test
  void allThatIsMissingIsSaidTogetherBeforeAnythingIsDone() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      cluster.release = "7.2";
      cluster.run.wants(
          FakeRun.resource(
              "vm/drphoenix",
              VM.replace("'full':true},'storage':'local-lvm'", "'full':true},'storage':'local'")
                  .replace("vmbr0", "vmbr7"),
              Map.of()));
      cluster.permissions = new JsonMapper().readTree("{\"/\":{\"VM.Audit\":1,\"VM.Allocate\":1}}");
      assertThatThrownBy(() -> read(cluster, vm))
          .hasMessage(
              """
              hypervisor/proxmox: cannot make vm/drphoenix: it needs what is not there:
                Proxmox VE 7.4 or newer; this is 7.2
                bridge vmbr7 on node pve; there are vmbr0
                privilege VM.PowerMgmt on /vms/1001 for automation@pve!phoenix
                privilege VM.Config.Options on /vms/1001 for automation@pve!phoenix
                privilege VM.Config.Network on /vms/1001 for automation@pve!phoenix
                privilege VM.Config.Disk on /vms/1001 for automation@pve!phoenix
                privilege VM.Config.CPU on /vms/1001 for automation@pve!phoenix
                privilege VM.Config.Memory on /vms/1001 for automation@pve!phoenix
                privilege Sys.Modify on / for automation@pve!phoenix
                content type images on storage local; allow it with: pvesm set local --content import,iso,snippets,vztmpl,images
                privilege Datastore.AllocateSpace on /storage/local for automation@pve!phoenix
                privilege Datastore.AllocateSpace on /storage/local-lvm for automation@pve!phoenix
                privilege VM.Clone on /vms/9000 for automation@pve!phoenix\
              """);
      assertThat(cluster.changes()).isEmpty();
    }
  }

  @Test
  void aStorageThatMayNotBeSeenIsNotSaidToBeMissing() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      ObjectNode rights = (ObjectNode) cluster.permissions.deepCopy();
      rights.putObject("/storage/tank").put("Datastore.AllocateSpace", 1);
      cluster.permissions = rights;
      Resource elsewhere =
          FakeRun.resource("vm/drphoenix", VM.replace("local-lvm", "tank"), Map.of());
      cluster.run.wants(elsewhere);
      assertThatThrownBy(() -> read(cluster, elsewhere))
          .hasMessageContaining("privilege Datastore.Audit on /storage/tank")
          .hasMessageNotContaining("storage tank on node");
    }
  }

  @Test
  void aGuestThatMayNotBeSeenIsNeverAbsent() throws Exception {
    try (var cluster = new FakeCluster()) {
      cluster.run.wants(vm);
      cluster.permissions = new JsonMapper().readTree("{\"/vms/9000\":{\"VM.Audit\":1}}");
      assertThat(read(cluster, vm))
          .isEqualTo(
              new Observation.Unreachable(
                  "automation@pve!phoenix may not see guest 1001 (privilege VM.Audit on /vms/1001), so nobody can say whether it is there"));
    }
  }

  @Test
  void aStrangerOfTheNumberIsForeignAndLeftAlone() throws Exception {
    try (var cluster = new FakeCluster()) {
      cluster.run.wants(vm);
      cluster.guest(1001, "qemu").config.putAll(Map.of("name", "stranger", "description", "mine"));
      assertThat(present(cluster, vm).claim().reason())
          .isEqualTo("VM 1001 \"stranger\" on node pve bears no mark of vm/drphoenix");
      Recorded recorded =
          cluster.run.records(vm, Identity.of(Map.of("vmid", "1001", "mark", "0123456789abcdef")));
      assertThatThrownBy(() -> read(cluster, vm)).hasMessageContaining("is another guest now");
      assertThatThrownBy(() -> cluster.type("vm").delete(recorded, cluster.run))
          .hasMessageContaining("it is left alone");
      assertThat(cluster.changes()).isEmpty();
    }
  }

  /** Nobody can say whether somebody took our mark away or made another of the number. */
  @Test
  void whatABegunCloneShouldHaveBecomeIsNotGuessedWhereItBearsNoMark() throws Exception {
    try (var cluster = new FakeCluster()) {
      cluster.run.wants(vm).killed(vm, Identity.UNKNOWN, Stage.NONE);
      cluster.guest(1001, "qemu").config.put("name", "drphoenix");
      assertThatThrownBy(() -> read(cluster, vm))
          .hasMessageContaining(
              "number 1001 on node pve is another guest now (\"drphoenix\"): it does not bear our mark."
                  + " Give the guest of the files another vmid, or take it out of the state (phoenix"
                  + " state forget vm/drphoenix); if it is the one that is meant, take it over then"
                  + " (phoenix import vm/drphoenix 1001)");
      assertThat(cluster.changes()).isEmpty();
    }
  }

  @Test
  void deletingShutsDownPurgesAndNamesTheDisks() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      Identity identity = create(cluster);
      cluster.asked.clear();
      Recorded recorded = cluster.run.records(vm, identity);
      cluster.type("vm").delete(recorded, cluster.run);
      assertThat(cluster.changes())
          .containsExactly(
              "POST nodes/pve/qemu/1001/status/shutdown", "DELETE nodes/pve/qemu/1001");
      assertThat(cluster.asked)
          .filteredOn(a -> a.method().equals("DELETE"))
          .singleElement()
          .satisfies(a -> assertThat(a.parameters()).isEqualTo(Map.of("purge", List.of("1"))));
      assertThat(cluster.run.said)
          .contains("destroying VM 1001 with scsi0 (local-lvm:base-9000-disk-0)");
      assertThat(read(cluster, vm)).isInstanceOf(Absent.class);
      cluster.type("vm").delete(recorded, cluster.run);
    }
  }

  @Test
  void aProtectedOneIsNotDeleted() throws Exception {
    try (var cluster = new FakeCluster()) {
      template(cluster);
      Recorded recorded = cluster.run.records(vm, create(cluster));
      cluster.guest(1001).config.put("protection", "1");
      assertThatThrownBy(() -> cluster.type("vm").delete(recorded, cluster.run))
          .hasMessage(
              "hypervisor/proxmox: cannot delete vm/drphoenix: it is protected; set \"protection\": false for it in the files, apply that, and try again");
    }
  }
}
