package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.Cause;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.resource.Rule.Disruption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What else somebody does by hand: to power, number, node, locks, disks and snapshots. */
final class DriftVariantsTest {
  private static final String VM = "/nodes/pve/qemu/1001";
  private static final String MACHINE =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':1001,'node':'pve','name':'web1','source':{'clone':'template/noble','vmid':9000,'full':true},
       'storage':'nfs','cores':2,'running':true,'disks':{'scsi0':{'storage':'nfs','size':12},'scsi1':{'storage':'nfs','size':4}},
       'nets':{'net0':{'model':'virtio','bridge':'vmbr0'}},'tags':['docker'],'description':'web'}
      """;

  @TempDir Path folder;
  private DriftWorld world;
  private DriftHand hand;

  @BeforeEach
  void make() throws Exception {
    world = new DriftWorld("8.4", folder);
    hand = new DriftHand(world, "vm", 1001);
    world.want("template/noble", DriftTable.GUESTS.getOrDefault("template/noble", ""), Map.of());
    want(MACHINE);
    settles();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void want(String json) {
    world.want("vm/web1", json, Map.of());
  }

  /** Applies, and nothing is left to do. */
  private void settles() throws Exception {
    Report report = world.apply();
    assertThat(report.isComplete()).as("%s", report.outcomes()).isTrue();
    world.later();
    assertThat(acts(world.plan())).isEmpty();
  }

  private static List<Change> acts(Plan plan) {
    return plan.changes().stream().filter(change -> change.action() != Action.NO_OP).toList();
  }

  private Change act() {
    List<Change> acts = acts(world.plan());
    assertThat(acts).hasSize(1);
    return acts.getFirst();
  }

  private static List<String> paths(Change change) {
    return change.differences().stream().map(difference -> difference.path()).toList();
  }

  private long tasks(String type) {
    return world.tasks(List.of(1001, 9000)).getOrDefault(type, 0L);
  }

  private List<String> remarks() {
    return world.plan().warnings().stream().map(Diagnostic::summary).toList();
  }

  @Test
  void whatIsStoppedTakesAllWithoutAReboot() throws Exception {
    hand.does("POST status/stop");
    hand.does("cores=3");
    Change change = act();
    assertThat(paths(change)).containsExactly("cores", "running");
    assertThat(change.cause()).isEqualTo(Cause.DRIFT);
    assertThat(change.disruption()).isEqualTo(Disruption.NONE);
    settles();
    assertThat(tasks("qmreboot")).isZero();
  }

  @Test
  void whatWasRemovedIsMadeAgain() throws Exception {
    hand.does("POST status/stop");
    world.hand("DELETE", VM, Map.of("purge", "1"));
    Change change = act();
    assertThat(change.action()).isEqualTo(Action.CREATE);
    assertThat(change.cause()).isEqualTo(Cause.DRIFT);
    assertThat(change.reasons()).contains("was deleted outside of phoenix");
    settles();
  }

  /** The copy goes on while nobody says so, and shows nothing of itself yet. */
  @Test
  void aCopyWhoseTaskIsOutOfSightForAWhileIsStillFinished() throws Exception {
    world.close();
    Path other = Files.createDirectory(folder.resolve("slow"));
    world = new DriftWorld("8.4", other, Duration.ofMinutes(1));
    world.want("template/noble", DriftTable.GUESTS.getOrDefault("template/noble", ""), Map.of());
    want(MACHINE);
    // As often as a question is asked.
    AtomicInteger left = new AtomicInteger(4);
    world.lost =
        request ->
            request.path().contains(":qmclone:")
                && request.path().endsWith("/status")
                && left.getAndDecrement() > 0;
    settles();
    assertThat(left.get()).isNotPositive();
    assertThat(world.asRoot("GET", VM + "/config", Map.of()).has("scsi1")).isTrue();
    assertThat(tasks("qmstart")).isEqualTo(1);
    assertThat(tasks("qmclone")).isEqualTo(1);
  }

  /** It was restored from a backup, or copied anew, by somebody who is not yet done. */
  @Test
  void whatSomebodyMakesJustNowIsNoGuestWithoutDifference() throws Exception {
    hand.does("POST status/stop");
    world.hand("DELETE", VM, Map.of("purge", "1"));
    world.asRoot(
        "POST", "/nodes/pve/qemu/9000/clone", Map.of("newid", "1001", "full", "1", "name", "web1"));
    Plan plan = world.plan();
    Change change = acts(plan).getFirst();
    assertThat(change.action()).isEqualTo(Action.UPDATE);
    assertThat(paths(change)).containsExactly("running");
    assertThat(plan.warnings()).hasSize(1);
    assertThat(plan.warnings().getFirst().summary()).isEqualTo("vm/web1 is being made just now");
    assertThat(plan.warnings().getFirst().detail())
        .isEqualTo(
            "VM 1001 on node pve is locked (clone): qmclone of root@pam on node pve. Nobody can say yet what it will be like; an apply waits for it and goes on from there.");
    Report report = world.apply();
    assertThat(report.outcomes().toString()).contains("bears another mark than ours");
    assertThat(world.asRoot("GET", VM + "/config", Map.of()).has("scsi1")).isFalse();
  }

  @Test
  void whatSomebodyMakesUnderANumberOfTheFilesIsNotTakenMeanwhile() {
    world.want("vm/web2", MACHINE.replace("1001", "1002").replace("'web1'", "'web2'"), Map.of());
    world.asRoot(
        "POST", "/nodes/pve/qemu/9000/clone", Map.of("newid", "1002", "full", "1", "name", "x"));
    assertThat(act().blocked())
        .isEqualTo(
            "exists and is not phoenix's: it is being made just now, and nobody can say whose it will be: VM 1002 on node pve is locked (clone): qmclone of root@pam on node pve. To take it over: --adopt vm/web2");
  }

  @Test
  void aNumberThatIsAnothersNowIsLeftAlone() throws Exception {
    hand.does("POST status/stop");
    world.hand("DELETE", VM, Map.of());
    world.hand("POST", "/nodes/pve/qemu", Map.of("vmid", "1001", "name", "stranger"));
    assertThat(unreadable())
        .contains("number 1001 on node pve is another guest now (\"stranger\")");
    world.hand("DELETE", VM, Map.of());
    world.hand(
        "POST",
        "/nodes/pve/lxc",
        Map.of(
            "vmid",
            "1001",
            "ostemplate",
            "local:vztmpl/alpine-3.20_amd64.tar.xz",
            "rootfs",
            "nfs:1"));
    assertThat(unreadable()).contains("number 1001 is taken by CT 1001 on node pve");
  }

  private String unreadable() {
    Diagnostics diagnostics = new Diagnostics();
    Plan _ = world.plan(diagnostics);
    assertThat(diagnostics.sorted()).hasSize(1);
    return diagnostics.sorted().getFirst().detail();
  }

  @Test
  void whatWasMigratedIsFoundAndChangedWhereItIs() throws Exception {
    world.hand("POST", VM + "/migrate", Map.of("target", "pve2", "online", "1"));
    assertThat(acts(world.plan())).isEmpty();
    want(MACHINE.replace("'cores':2", "'cores':4").replace("'size':4", "'size':6"));
    settles();
    assertThat(world.asRoot("GET", "/nodes/pve2/qemu/1001/config", Map.of()).path("cores").asInt(0))
        .isEqualTo(4);
    assertThat(tasks("qmclone")).isEqualTo(1);
  }

  @Test
  void aBackupThatRunsIsWaitedFor() throws Exception {
    hand.does("name=other");
    hand.does("lock=backup");
    assertThat(paths(act())).containsExactly("name");
    AtomicInteger moments = new AtomicInteger();
    world.meanwhile =
        () -> {
          if (moments.incrementAndGet() == 5) {
            world.asRoot("PUT", VM + "/config", Map.of("delete", "lock", "skiplock", "1"));
          }
        };
    settles();
    assertThat(moments.get()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void aDiskThatGrewIsReportedAndNeverMadeSmaller() throws Exception {
    hand.does("resize scsi1 20G");
    assertThat(acts(world.plan())).isEmpty();
    assertThat(remarks()).containsExactly("scsi1 of vm/web1 is larger than the files say");
    assertThat(world.plan().warnings().getFirst().detail())
        .isEqualTo(
            "It has 20 GB instead of 4 and keeps them, for nothing makes a disk smaller. Write 20 into the files.");
    String others = MACHINE.replace("'cores':2", "'cores':3");
    want(others);
    assertThat(paths(act())).containsExactly("cores");
    settles();
    assertThat(remarks()).containsExactly("scsi1 of vm/web1 is larger than the files say");
    want(others.replace("'size':4", "'size':10"));
    assertThat(acts(world.plan())).as("more than before and less than there is").isEmpty();
    want(others.replace("'size':4", "'size':20"));
    settles();
    assertThat(remarks()).isEmpty();
    want(others.replace("'size':4", "'size':10"));
    assertThat(act().blocked()).startsWith("cannot change disks.scsi1.size without losing data.");
    assertThat(remarks()).isEmpty();
    want(others.replace("'size':4", "'size':30"));
    settles();
  }

  @Test
  void anUnevenSizeIsRoundedUpToWhatTheFilesCanSay() {
    hand.does("resize scsi1 4608M");
    assertThat(world.plan().warnings().getFirst().detail())
        .isEqualTo(
            "It has 4.5 GB instead of 4 and keeps them, for nothing makes a disk smaller. Write 5 into the files.");
  }

  @Test
  void aDiskThatLeavesTheFilesIsDetachedAndComesBackWithItsData() throws Exception {
    String volume = volume("scsi1");
    want(MACHINE.replace(",'scsi1':{'storage':'nfs','size':4}", ""));
    assertThat(act().disruption()).isEqualTo(Disruption.NONE);
    assertThat(remarks()).containsExactly("scsi1 of vm/web1 is only taken off");
    settles();
    assertThat(volume("unused0")).isEqualTo(volume);
    want(MACHINE);
    assertThat(act().action()).isEqualTo(Action.UPDATE);
    assertThat(remarks()).containsExactly("scsi1 of vm/web1 is put on again");
    settles();
    assertThat(volume("scsi1")).isEqualTo(volume);
    assertThat(remarks()).isEmpty();
  }

  private String volume(String slot) {
    return world
        .asRoot("GET", VM + "/config", Map.of())
        .path(slot)
        .asString("")
        .replaceFirst(",.*", "");
  }

  @Test
  void theSystemDiskComesBackIntoTheBootOrder() throws Exception {
    String volume = volume("scsi0");
    hand.does("-scsi0");
    assertThat(volume("boot")).doesNotContain("scsi0");
    settles();
    assertThat(volume("scsi0")).isEqualTo(volume);
    assertThat(volume("boot")).startsWith("order=scsi0");
  }

  @Test
  void ofTwoDetachedDisksTheOneComesBackThatItWas() throws Exception {
    String volume = volume("scsi1");
    hand.does("scsi2=nfs:1");
    hand.does("-scsi2");
    hand.does("-scsi1");
    settles();
    assertThat(volume("scsi1")).isEqualTo(volume);
  }

  @Test
  void everyDiskThatGoesIsNamed() {
    hand.does("scsi5=nfs:1");
    hand.does("-scsi1");
    want(MACHINE.replace("'full':true", "'full':false"));
    Change change = act();
    assertThat(change.action()).isEqualTo(Action.REPLACE);
    assertThat(change.reasons())
        .contains(
            "data goes: all its disks (scsi0 12 GB, scsi1 4 GB, scsi5 %s, unused0 %s)"
                .formatted(volume("scsi5"), volume("unused0")));
  }

  @Test
  void aSnapshotIsInNobodysWayAndGoingBackToItIsDrift() throws Exception {
    hand.does("POST snapshot before");
    hand.does("cores=3");
    hand.reboots();
    want(MACHINE.replace("'cores':2", "'cores':4").replace("'size':4", "'size':6"));
    settles();
    world.hand("POST", VM + "/snapshot/before/rollback", Map.of("start", "1"));
    Change change = act();
    assertThat(paths(change)).contains("cores");
    assertThat(change.cause()).isEqualTo(Cause.DRIFT);
    settles();
  }

  @Test
  void withoutOurMarkItIsStillOurs() throws Exception {
    hand.does("description=by hand");
    hand.does("tags=docker");
    assertThat(paths(act())).containsExactly("description");
    settles();
    assertThat(volume("tags")).isEqualTo("docker;phoenix");
  }
}
