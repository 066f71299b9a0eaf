package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Stage;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a run takes up that another has journaled, and that it believes the world alone. */
final class EarlierTasksTest {
  private static final String VM =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':1001,'node':'pve','name':'web1',
       'source':{'clone':'template/noble','vmid':9000,'full':true},'storage':'local-lvm',
       'cores':4,'memory':4096,'agent':true,'running':true,
       'disks':{'scsi0':{'storage':'local-lvm','size':64}},
       'nets':{'net0':{'model':'virtio','bridge':'vmbr0'}},
       'cloud_init':{'ip':'10.0.0.102/24','gateway':'10.0.0.1','upgrade':false},'protection':false}
      """;
  private static final String GONE = "UPID:pve:0000FFFF:0000FFFF:6560A000:qmstart:1001:root@pam:";

  private final Resource vm = FakeRun.resource("vm/web1", VM, Map.of());

  /** Made, with what it journaled of the task of this type. */
  private Stage made(FakeCluster cluster, String task) throws ResourceFailure {
    VmTypeTest.template(cluster);
    cluster.run.wants(vm);
    Identity identity = cluster.type("vm").create(vm, cluster.run);
    Stage stage =
        cluster.run.stages.stream()
            .filter(one -> one.task().contains(":" + task + ":"))
            .findFirst()
            .orElseThrow();
    cluster.run.killed(vm, identity, stage);
    cluster.anew();
    cluster.asked.clear();
    return stage;
  }

  private static void goOn(FakeCluster cluster, Resource vm) throws ResourceFailure {
    ResourceType type = cluster.type("vm");
    type.invalidate(cluster.run.subject(vm.address()));
    Present present = (Present) type.read(cluster.run.subject(vm.address()), cluster.run);
    Identity _ = type.update(vm, present, cluster.run);
  }

  @Test
  void oneThatRunsIsWaitedForByItsName() throws Exception {
    try (var cluster = new FakeCluster()) {
      Stage stage = made(cluster, "qmstart");
      for (int i = 0; i < 3; i++) {
        cluster.refuse(
            "GET .*:qmstart:.*/status", 200, "OK", "{\"data\":{\"status\":\"running\"}}");
      }

      goOn(cluster, vm);

      assertThat(cluster.run.said).startsWith("its task of before still runs: qmstart");
      assertThat(cluster.asked)
          .filteredOn(asked -> asked.path().equals("nodes/pve/tasks/" + stage.task() + "/status"))
          .hasSize(4);
      assertThat(cluster.changes())
          .as("a machine that was started is waited for, and nothing is done again")
          .containsExactly("POST nodes/pve/qemu/1001/agent/ping");
    }
  }

  @Test
  void oneThatFailedIsSaidWithItsLogAndDoneAgain() throws Exception {
    try (var cluster = new FakeCluster()) {
      Stage stage = made(cluster, "qmstart");
      cluster.guest(1001).running = false;
      cluster.refuse(
          "GET .*:qmstart:.*/status",
          200,
          "OK",
          "{\"data\":{\"status\":\"stopped\",\"exitstatus\":\"start failed: exit code 1\"}}");
      cluster.refuse(
          "GET .*:qmstart:.*/log",
          200,
          "OK",
          "{\"data\":[{\"n\":1,\"t\":\"kvm: cannot set up guest memory\"},{\"n\":2,\"t\":\"TASK ERROR: start failed: exit code 1\"}]}");

      goOn(cluster, vm);

      assertThat(stage.reached()).isEqualTo("resized");
      assertThat(cluster.run.said)
          .startsWith(
              "its task qmstart of before failed: start failed: exit code 1 (its log: kvm: cannot set up guest memory); going on from what is there");
      assertThat(cluster.changes())
          .containsExactly(
              "POST nodes/pve/qemu/1001/status/start", "POST nodes/pve/qemu/1001/agent/ping");
    }
  }

  @Test
  void oneThatNobodyKnowsAnyMoreIsNotWaitedFor() throws Exception {
    try (var cluster = new FakeCluster()) {
      Stage _ = made(cluster, "qmstart");
      cluster.run.stages.add(new Stage("resized", GONE));
      cluster.refuse(
          "GET .*:0000FFFF:.*/status",
          400,
          "Parameter verification failed.",
          "{\"data\":null,\"errors\":{\"upid\":\"no such task\"}}");

      goOn(cluster, vm);

      assertThat(cluster.run.said).noneMatch(line -> line.contains("of before"));
    }
  }

  @Test
  void aNodeThatDoesNotAnswerForItsTaskKeepsNobodyWaiting() throws Exception {
    try (var cluster = new FakeCluster()) {
      Stage _ = made(cluster, "qmstart");
      cluster.run.stages.add(new Stage("resized", GONE));
      cluster.refuse("GET .*:0000FFFF:.*/status", 595, "No route to host");

      goOn(cluster, vm);

      assertThat(cluster.run.said.getFirst())
          .startsWith("nobody can say what became of its task (" + GONE + ")")
          .endsWith("going on from what is there");
    }
  }

  @Test
  void whatTheJournalSaysWasReachedIsDoneAgainWhereTheWorldSaysOtherwise() throws Exception {
    try (var cluster = new FakeCluster()) {
      Stage _ = made(cluster, "qmstart");
      cluster.run.stages.add(new Stage("started", ""));
      cluster.guest(1001).running = false;
      cluster.guest(1001).config.put("memory", "1024");

      goOn(cluster, vm);

      assertThat(cluster.changes())
          .containsExactly(
              "POST nodes/pve/qemu/1001/config",
              "POST nodes/pve/qemu/1001/status/start",
              "POST nodes/pve/qemu/1001/agent/ping");
    }
  }

  @Test
  void aHalfMadeOneSaysWhyItsTaskFailed() throws Exception {
    try (var cluster = new FakeCluster()) {
      Stage _ = made(cluster, "qmclone");
      cluster.guest(1001).config.clear();
      cluster.guest(1001).config.put("lock", "clone");
      cluster.guest(1001).running = false;
      cluster.refuse(
          "GET .*:qmclone:.*/status",
          200,
          "OK",
          "{\"data\":{\"status\":\"stopped\",\"exitstatus\":\"clone failed: no space left\"}}");

      assertThatThrownBy(() -> goOn(cluster, vm))
          .hasMessageContaining(
              "Remove it on its node (qm unlock 1001, then destroy) and apply again (its task qmclone of before failed: clone failed: no space left (its log: working))");
    }
  }
}
