package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.apply.Progress;
import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.AttributeChange;
import dev.phoenix.plan.Change;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Rule.Disruption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Disks and volumes that the files want on another storage: their data goes with them. */
final class MoveTest {
  private static final String VM = "/nodes/pve/qemu/1001";
  private static final String CT = "/nodes/pve/lxc/103";
  private static final String MACHINE =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':1001,'node':'pve','name':'web1','source':{'clone':'template/noble','vmid':9000,'full':true},
       'cores':2,'running':true,'disks':{'scsi0':{'storage':'local-zfs','size':12},'scsi1':{'storage':'local-zfs','size':4,'cache':'writeback'}},
       'nets':{'net0':{'model':'virtio','bridge':'vmbr0'}}}
      """;
  private static final String CONTAINER =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':103,'node':'pve','name':'box','unprivileged':true,'running':true,
       'source':{'template':'local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst'},
       'rootfs':{'storage':'local-zfs','size':8},'mounts':{'/data':{'storage':'local-zfs','size':4}}}
      """;

  @TempDir Path folder;
  private DriftWorld world;
  private DriftHand machine;
  private DriftHand container;

  @BeforeEach
  void make() throws Exception {
    world = new DriftWorld("8.4", folder, Duration.ofSeconds(30));
    machine = new DriftHand(world, "vm", 1001);
    container = new DriftHand(world, "lxc", 103);
    world.want("template/noble", DriftTable.GUESTS.getOrDefault("template/noble", ""), Map.of());
    machine(MACHINE);
    container(CONTAINER);
    settles();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void machine(String json) {
    world.want("vm/web1", json, Map.of());
  }

  private void container(String json) {
    world.want("lxc/box", json, Map.of());
  }

  private void settles() throws Exception {
    Report report = world.apply();
    assertThat(report.isComplete()).as("%s", report.outcomes()).isTrue();
    world.later();
    assertThat(acts()).isEmpty();
  }

  private List<Change> acts() {
    return world.plan().changes().stream()
        .filter(change -> change.action() != Action.NO_OP)
        .toList();
  }

  private Change act() {
    assertThat(acts()).hasSize(1);
    return acts().getFirst();
  }

  private List<String> paths() {
    return act().differences().stream().map(AttributeChange::path).toList();
  }

  private List<Diagnostic> remarks() {
    return world.plan().warnings();
  }

  private long tasks(int guest, String type) {
    return world.tasks(List.of(guest)).getOrDefault(type, 0L);
  }

  private String value(String path, String slot) {
    return world.asRoot("GET", path + "/config", Map.of()).path(slot).asString("");
  }

  @Test
  void aDiskMovesWhileItsMachineRuns() throws Exception {
    machine(
        MACHINE.replace(
            "'scsi1':{'storage':'local-zfs','size':4", "'scsi1':{'storage':'nfs','size':6"));
    assertThat(act().action()).isEqualTo(Action.UPDATE);
    assertThat(act().disruption()).isEqualTo(Disruption.NONE);
    assertThat(paths()).containsExactly("disks.scsi1.size", "disks.scsi1.storage");
    assertThat(remarks())
        .extracting(Diagnostic::summary)
        .containsExactly("scsi1 of vm/web1 moves from local-zfs to nfs");
    assertThat(remarks().getFirst().detail())
        .isEqualTo(
            "All of it (4G) is copied with the data on it, and local-zfs:vm-1001-disk-1 is destroyed once that is done. The machine runs on meanwhile.");
    settles();
    assertThat(value(VM, "scsi1")).startsWith("nfs:1001/").contains("cache=writeback", "size=6G");
    assertThat(world.asRoot("GET", VM + "/config", Map.of()).has("unused0")).isFalse();
    assertThat(tasks(1001, "qmmove")).isEqualTo(1);
    assertThat(tasks(1001, "qmreboot") + tasks(1001, "qmshutdown")).isZero();
  }

  @Test
  void aContainerIsStoppedForItOnceAndStartedAgain() throws Exception {
    container(CONTAINER.replace("'local-zfs'", "'nfs'"));
    assertThat(act().disruption()).isEqualTo(Disruption.REBOOT);
    assertThat(paths()).containsExactly("mounts./data.storage", "rootfs.storage");
    assertThat(remarks())
        .extracting(Diagnostic::summary)
        .containsExactly(
            "/data of lxc/box moves from local-zfs to nfs",
            "rootfs of lxc/box moves from local-zfs to nfs");
    settles();
    assertThat(value(CT, "mp0")).startsWith("nfs:103/").contains("mp=/data", "size=4G");
    assertThat(value(CT, "rootfs")).startsWith("nfs:103/");
    assertThat(tasks(103, "move_volume")).isEqualTo(2);
    assertThat(tasks(103, "vzshutdown")).isEqualTo(1);
    assertThat(tasks(103, "vzstart")).isEqualTo(2);
    assertThat(tasks(103, "vzreboot")).isZero();
  }

  @Test
  void aContainerThatWasStartedSinceThePlanIsNotStopped() throws Exception {
    container.does("POST status/stop");
    container(CONTAINER.replace("'running':true", "'running':false"));
    settles();
    container(
        CONTAINER
            .replace("'running':true", "'running':false")
            .replace("'rootfs':{'storage':'local-zfs'", "'rootfs':{'storage':'nfs'"));
    assertThat(act().disruption()).isEqualTo(Disruption.NONE);
    Report report =
        world.apply(_ -> {
          world.meanwhile = () -> {};
          container.does("POST status/start");
        });
    assertThat(report.isComplete()).isFalse();
    assertThat(report.outcomes().toString()).contains("it was started since the plan");
    assertThat(tasks(103, "move_volume")).isZero();
  }

  @Test
  void aDiskOfWhichSnapshotsAreKeptStaysAndThePlanSaysHowToGoOn() throws Exception {
    machine.does("POST snapshot before");
    machine.does("scsi2=local-zfs:1");
    String third = ",'scsi2':{'storage':'nfs','size':1}},";
    machine(
        MACHINE
            .replace("'writeback'}},", "'writeback'}" + third)
            .replace("'cores':2", "'cores':3"));
    assertThat(act().blocked()).as("no snapshot has scsi2").isNull();
    machine(
        MACHINE
            .replace("'writeback'}},", "'writeback'}" + third)
            .replace("'scsi1':{'storage':'local-zfs'", "'scsi1':{'storage':'nfs'"));
    assertThat(act().blocked())
        .isEqualTo(
            "cannot be changed: scsi1 cannot be moved to nfs while it has snapshots (before), which Proxmox VE leaves behind. Delete them (qm delsnapshot 1001 before) and plan again, or write local-zfs as its storage into the files");
    boolean _ = world.apply().isComplete();
    assertThat(tasks(1001, "qmmove")).isZero();
    machine.does("DELETE snapshot/before");
    settles();
    assertThat(value(VM, "scsi1")).startsWith("nfs:");
    assertThat(value(VM, "scsi2")).startsWith("nfs:");
  }

  /** It names the volume of before, which is gone then. */
  @Test
  void whatWaitsForTheNextStartOfThatDiskIsTakenBackFirst() throws Exception {
    machine.does("scsi1~cache=none");
    movesItsDataDiskForGood();
  }

  /** It is as the files say at once, and after the next start as well. */
  private void movesItsDataDiskForGood() throws Exception {
    machine(MACHINE.replace("'scsi1':{'storage':'local-zfs'", "'scsi1':{'storage':'nfs'"));
    settles();
    assertThat(value(VM, "scsi1")).startsWith("nfs:").contains("cache=writeback");
    machine.reboots();
    assertThat(value(VM, "scsi1")).startsWith("nfs:").contains("cache=writeback");
    assertThat(acts()).isEmpty();
  }

  @Test
  void soIsWhatWaitsForAContainer() throws Exception {
    container.does("mp0~ro=1");
    container(CONTAINER.replace("'/data':{'storage':'local-zfs'", "'/data':{'storage':'nfs'"));
    settles();
    container.reboots();
    assertThat(value(CT, "mp0")).startsWith("nfs:103/").doesNotContain("ro=1");
    assertThat(acts()).isEmpty();
  }

  @Test
  void soIsWhatWaitsForAMachineThatWasStoppedMeanwhile() throws Exception {
    machine.does("scsi1~cache=none");
    machine.does("POST status/stop");
    movesItsDataDiskForGood();
  }

  @Test
  void aContainerRunsAgainWhenItsMoveFails() throws Exception {
    container(CONTAINER.replace("'local-zfs'", "'nfs'"));
    world.lost = request -> request.path().endsWith("/move_volume");
    assertThat(world.apply().isComplete()).isFalse();
    assertThat(status()).isEqualTo("running");
    assertThat(tasks(103, "move_volume")).isZero();
    world.lost = _ -> false;
    settles();
    assertThat(value(CT, "rootfs")).startsWith("nfs:103/");
  }

  @Test
  void aContainerIsNotStoppedForWhatASnapshotHoldsByNow() throws Exception {
    container(CONTAINER.replace("'local-zfs'", "'nfs'"));
    Report report = world.apply(_ -> container.does("POST snapshot late"));
    assertThat(report.isComplete()).isFalse();
    assertThat(report.outcomes().toString()).contains("while it has snapshots (late)");
    assertThat(tasks(103, "vzshutdown")).isZero();
  }

  /** A move that was stopped half way leaves its lock, which nobody would ever take off. */
  @Test
  void aLockThatNoTaskHoldsIsNamedSoonWithTheWayOut() throws Exception {
    container(CONTAINER.replace("'local-zfs'", "'nfs'"));
    world.meanwhile = () -> stops("move_volume");
    assertThat(world.apply().isComplete()).isFalse();
    world.meanwhile = () -> {};
    assertThat(value(CT, "lock")).isEqualTo("disk");
    long before = world.nanos();
    Report report = world.apply();
    assertThat(report.isComplete()).isFalse();
    assertThat(report.outcomes().toString())
        .contains(
            "CT 103 is locked (disk) and no task works on it any more: it was stopped half way, or somebody locked it by hand.",
            "(pct unlock 103) and apply again");
    assertThat(Duration.ofNanos(world.nanos() - before)).isLessThan(Duration.ofMinutes(1));
    container.does("file:lock: disk\n->");
    settles();
    assertThat(status()).isEqualTo("running");
  }

  private void stops(String type) {
    for (JsonNode task :
        world.asRoot("GET", "/nodes/pve/tasks", Map.of("source", "active", "typefilter", type))) {
      JsonNode _ =
          world.asRoot("DELETE", "/nodes/pve/tasks/" + task.path("upid").asString(), Map.of());
    }
  }

  /** Proxmox VE ends such a move well, with a warning in the log of its task. */
  @Test
  void anOldCopyThatCouldNotBeDestroyedIsNamed() throws Exception {
    container(CONTAINER.replace("'/data':{'storage':'local-zfs'", "'/data':{'storage':'nfs'"));
    String old = value(CT, "mp0").replaceFirst(",.*", "");
    AtomicBoolean moved = new AtomicBoolean();
    world.lost =
        request -> {
          if (request.path().endsWith("/move_volume")) {
            moved.set(true);
          } else if (!request.path().contains("/tasks/") && moved.getAndSet(false)) {
            container.does("file:mp0: ->unused0: " + old + "\nmp0: ");
          }
          return false;
        };
    List<String> said = new CopyOnWriteArrayList<>();
    Progress listening =
        new Progress() {
          @Override
          public void progressed(Address address, String what) {
            said.add(what);
          }
        };
    Report report = world.apply(_ -> {}, listening);
    assertThat(report.isComplete()).as("%s", report.outcomes()).isTrue();
    assertThat(said)
        .anyMatch(what ->
            what.startsWith(
                old + " could not be destroyed after the move and is an old copy now (unused0)"));
  }

  @Test
  void aMoveMayTakeAsLongAsItTakes() throws Exception {
    container(CONTAINER.replace("'rootfs':{'storage':'local-zfs'", "'rootfs':{'storage':'nfs'"));
    world.lost =
        request -> {
          if (request.path().endsWith("/move_volume")) {
            world.stands.set(Duration.ofMinutes(90).toNanos());
          }
          return false;
        };
    settles();
    assertThat(status()).isEqualTo("running");
    assertThat(value(CT, "rootfs")).startsWith("nfs:103/");
  }

  private String status() {
    return world.asRoot("GET", CT + "/status/current", Map.of()).path("status").asString("");
  }

  @Test
  void theSmallDrivesOfAStoppedMachineMoveWithItsSystem() throws Exception {
    machine.does("POST status/stop");
    machine(MACHINE.replace("'running':true", "'running':false"));
    settles();
    machine.does("efidisk0=local-zfs:1,efitype=4m");
    assertThat(value(VM, "ide2")).startsWith("local-zfs:");
    machine(
        MACHINE
            .replace("'running':true", "'running':false")
            .replace("'scsi0':{'storage':'local-zfs'", "'scsi0':{'storage':'nfs'"));
    settles();
    assertThat(value(VM, "scsi0")).startsWith("nfs:");
    assertThat(value(VM, "ide2")).startsWith("nfs:").contains("cloudinit");
    assertThat(value(VM, "efidisk0")).startsWith("nfs:");
    assertThat(value(VM, "scsi1")).startsWith("local-zfs:");
    assertThat(tasks(1001, "qmmove")).isEqualTo(3);
  }

  @Test
  void theCloudInitDriveOfAMachineThatRunsStays() throws Exception {
    machine(MACHINE.replace("'scsi0':{'storage':'local-zfs'", "'scsi0':{'storage':'nfs'"));
    assertThat(remarks().getFirst().detail()).contains("only if the machine is stopped");
    settles();
    assertThat(value(VM, "scsi0")).startsWith("nfs:");
    assertThat(value(VM, "ide2")).startsWith("local-zfs:");
    assertThat(tasks(1001, "qmmove")).isEqualTo(1);
  }

  @Test
  void whatNobodySaysTheEndOfIsLookedAtBeforeItIsDoneAgain() throws Exception {
    machine(MACHINE.replace("'scsi1':{'storage':'local-zfs'", "'scsi1':{'storage':'nfs'"));
    AtomicInteger left = new AtomicInteger(6);
    world.lost =
        request ->
            request.path().contains(":qmmove:")
                && request.path().endsWith("/status")
                && left.getAndDecrement() > 0;
    settles();
    assertThat(tasks(1001, "qmmove")).isEqualTo(1);
  }

  @Test
  void aLinkedCopyThatNamesNoStorageAnyMoreStaysAsItIs() throws Exception {
    String linked =
        MACHINE
            .replace("1001", "1002")
            .replace("'web1'", "'web2'")
            .replace("'full':true", "'full':false")
            .replaceFirst("'disks':.*}},", "'storage':'local-zfs',");
    world.want("vm/web2", linked, Map.of());
    settles();
    world.want("vm/web2", linked.replace("'storage':'local-zfs',", ""), Map.of());
    assertThat(acts()).isEmpty();
  }

  @Test
  void aLinkedCopyIsMadeWholeOnTheStorageOfTheFiles() throws Exception {
    world.want(
        "vm/web2",
        MACHINE
            .replace("1001", "1002")
            .replace("'web1'", "'web2'")
            .replace("'full':true", "'full':false")
            .replace("'scsi0':{'storage':'local-zfs'", "'scsi0':{'storage':'nfs'"),
        Map.of());
    settles();
    assertThat(value("/nodes/pve/qemu/1002", "scsi0")).startsWith("nfs:1002/");
    assertThat(value("/nodes/pve/qemu/1002", "ide2")).startsWith("nfs:1002/");
    assertThat(tasks(1002, "qmmove")).isEqualTo(2);
  }
}
