package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Service;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whole lives of guests on the lab's Proxmox VE, of every version that it plays. */
final class LabTest {
  private static final String MACHINE =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':1001,'node':'pve','name':'web1',
       'source':{'clone':'template/noble','vmid':9000,'full':true},'storage':'local-zfs',
       'cores':4,'memory':4096,'agent':true,'running':true,'start_on_boot':true,
       'disks':{'scsi0':{'storage':'local-zfs','size':64,'discard':true}},
       'nets':{'net0':{'model':'virtio','bridge':'vmbr0','tag':20}},
       'cloud_init':{'user':'phoenix','keys':['ssh-ed25519 AAAAC3Nz+b/c= me@home'],'ip':'10.0.0.102/24','gateway':'10.0.0.1','nameservers':['10.0.0.1'],'upgrade':false},
       'startup':{'order':2,'up':30},'tags':['docker'],'description':'web','protection':false}
      """;
  private static final String CONTAINER =
      """
      {'hypervisor':'hypervisor/proxmox','vmid':103,'node':'pve','name':'step-ca','unprivileged':true,
       'source':{'template':'local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst'},'storage':'local-zfs',
       'rootfs':{'storage':'local-zfs','size':16},'cores':2,'memory':1024,'swap':512,
       'features':{'nesting':true},'nameservers':['10.0.0.1'],'search_domain':'home.lan',
       'nets':{'net0':{'name':'eth0','bridge':'vmbr0','ip':'10.0.0.10/24','gateway':'10.0.0.1'}},
       'mounts':{'/var/lib/step':{'storage':'local-zfs','size':8}},
       'start_on_boot':true,'startup':{'order':1},'tags':['ca'],'running':true,'snapshots':['final-form']}
      """;

  private static Resource resource(String address, String json) {
    return FakeRun.resource(address, json, Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.0"})
  void aTemplateAndItsMachineLiveAndDie(String release) throws Exception {
    try (LabWorld world = LabWorld.open(release)) {
      Resource template = resource("template/noble", LabWorld.TEMPLATE);
      Identity made = world.create(template);
      Resource machine = resource("vm/web1", MACHINE);
      Identity identity = world.create(machine);
      world.update(resource("vm/web1", MACHINE.replace("'cores':4", "'cores':6")));
      world.update(
          resource(
              "vm/web1",
              MACHINE.replace("'size':64", "'size':80").replace("'tag':20", "'tag':21")));
      world.update(
          resource(
              "vm/web1",
              MACHINE
                  .replace("'disks':{", "'disks':{'scsi1':{'storage':'local-zfs','size':3},")
                  .replace("'size':64", "'size':80")));
      Resource last = resource("vm/web1", MACHINE.replace("'size':64", "'size':80"));
      world.update(last);
      world.delete(last, identity);
      world.delete(template, made);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.4", "8.4", "9.0"})
  void aContainerLivesAndDies(String release) throws Exception {
    try (LabWorld world = LabWorld.open(release)) {
      Resource container = resource("lxc/step-ca", CONTAINER);
      Identity identity = world.create(container);
      world.update(
          resource(
              "lxc/step-ca",
              CONTAINER.replace("'size':16", "'size':20").replace("'cores':2", "'cores':3")));
      Resource last =
          resource(
              "lxc/step-ca",
              CONTAINER.replace("'size':16", "'size':20").replace("home.lan", "home.arpa"));
      world.update(last);
      world.delete(last, identity);
    }
  }

  /** Nobody waits an hour for the lock of a copy that nothing makes any more. */
  @Test
  void aCopyWhoseTaskWasStoppedHalfWayIsNamedAtOnce() throws Exception {
    try (LabWorld world = LabWorld.behind(0, 1, LabTest::stoppingCopies)) {
      Resource machine = resource("vm/web1", MACHINE);
      ResourceType type = world.type("vm");
      Observation.Present seen = halfMade(machine, world);
      assertThat(type.remarks(world.run.subject(machine.address()), seen).getFirst().detail())
          .startsWith(
              "VM 1001 on node pve is locked (clone), and no task is seen that makes it. If there is none, it was stopped half way: remove the guest on its node (qm unlock 1001, then destroy).");
      long before = world.run.time.nanos();

      assertThatThrownBy(() -> type.update(machine, seen, world.run))
          .hasMessageContaining(
              "VM 1001 is locked (clone) and nothing makes it any more: its task was stopped half way");
      assertThat(Duration.ofNanos(world.run.time.nanos() - before))
          .isLessThan(Duration.ofMinutes(1));
    }
  }

  /** Another user's task may go on that this one is not shown. */
  @Test
  void whoIsNotShownTheTasksOfOthersAdvisesNobodyToDestroyWhatIsBeingMade() throws Exception {
    Set<String> rights =
        Set.of(
            "VM.Allocate",
            "VM.Audit",
            "VM.Clone",
            "VM.Config.CPU",
            "VM.Config.Cloudinit",
            "VM.Config.CDROM",
            "VM.Config.Disk",
            "VM.Config.HWType",
            "VM.Config.Memory",
            "VM.Config.Network",
            "VM.Config.Options",
            "VM.Monitor",
            "VM.PowerMgmt",
            "Datastore.Allocate",
            "Datastore.AllocateSpace",
            "Datastore.AllocateTemplate",
            "Datastore.Audit",
            "SDN.Use",
            "Sys.Modify");
    try (LabWorld world = LabWorld.behind(Map.of("/", rights), LabTest::stoppingCopies)) {
      Resource machine = resource("vm/web1", MACHINE);
      ResourceType type = world.type("vm");
      Observation.Present seen = halfMade(machine, world);
      assertThat(type.remarks(world.run.subject(machine.address()), seen).getFirst().detail())
          .startsWith(
              "VM 1001 on node pve is locked (clone), and no task is seen that makes it, but automation@pve!phoenix may see none but his own (privilege Sys.Audit on /nodes).");
      assertThatThrownBy(() -> type.update(machine, seen, world.run))
          .hasMessageContaining("VM 1001 is still locked (clone); look at its tasks")
          .hasMessageNotContaining("destroy");
    }
  }

  /** What is there of a machine whose copy was stopped, and recorded. */
  private static Observation.Present halfMade(Resource machine, LabWorld world) throws Exception {
    Identity _ = world.create(resource("template/noble", LabWorld.TEMPLATE));
    world.run.wants(machine);
    assertThatThrownBy(() -> world.type("vm").create(machine, world.run))
        .hasMessageContaining("unexpected status");
    Recorded _ = world.run.records(machine, world.run.journal.getLast());
    return world.seen(machine);
  }

  private static Service stoppingCopies(Service server) {
    return request -> {
      Reply reply = server.answer(request);
      if (LostAnswers.call(request).equals("qemu clone")) {
        String task =
            JsonMapper.shared()
                .readTree(new String(reply.body(), StandardCharsets.UTF_8))
                .path("data")
                .asString();
        Reply _ =
            server.answer(
                Request.of("DELETE", "/api2/json/nodes/pve/tasks/" + task, "")
                    .withHeader("authorization", request.header("authorization")));
      }
      return reply;
    };
  }
}
