package dev.phoenix.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lab.host.Console;
import dev.phoenix.lab.proxmox.Datacenter;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Templates and machines of Proxmox VE, planned and applied as the commands would. */
@Execution(ExecutionMode.CONCURRENT)
class GuestLifeTest {
  private static final String IMAGE = "https://images.example.org/noble.img";
  private static final String HYPERVISOR =
      """
      {"proxmox_api": {"url": "https://10.0.0.13:8006", "tls": {"mode": "pin"},
        "user": "automation@pve", "token": "phoenix", "token_secret": "${env:TOKEN}", "node": "pve"}}
      """;
  private static final String MACHINES =
      """
      {"vm_defaults": {"cores": 2, "memory_mb": 2048, "storage_pool": "local-zfs", "network_bridge": "vmbr0"},
       "vms": [
         {"vmid": 9000, "name": "noble", "is_template": true, "template_image": "https://images.example.org/noble.img"},
         {"vmid": 1001, "name": "web1", "clone_from_vmid": 9000, "linked_clone": true,
          "network_config": {"ip": "10.0.0.21/24", "gw": "10.0.0.1"}, "user_config": {"username": "phoenix"}},
         {"vmid": 1002, "name": "web2", "clone_from_vmid": 9000, "linked_clone": true,
          "network_config": {"ip": "10.0.0.22/24", "gw": "10.0.0.1"}, "user_config": {"username": "phoenix"}}
       ]}
      """;

  private static final String FLEET =
      """
      {"vm_defaults": {"cores": 2, "memory_mb": 2048, "storage_pool": "local-zfs", "network_bridge": "vmbr0"},
       "vms": [
         {"vmid": 9000, "name": "noble", "is_template": true, "template_image": "https://images.example.org/noble.img"},
         {"vmid": 1001, "name": "web1", "clone_from_vmid": 9000, "features": ["docker"], "portainer_role": "primary",
          "portainer_agent_hostname": "10.0.0.21", "docker_stacks": ["home"],
          "network_config": {"ip": "10.0.0.21/24", "gw": "10.0.0.1"}, "user_config": {"username": "phoenix"}},
         {"vmid": 1002, "name": "web2", "clone_from_vmid": 9000, "features": ["docker"], "portainer_role": "agent",
          "portainer_agent_hostname": "10.0.0.22", "docker_stacks": ["site"],
          "network_config": {"ip": "10.0.0.22/24", "gw": "10.0.0.1"}, "user_config": {"username": "phoenix"}}
       ]}
      """;

  @TempDir Path folder;

  private Trial open(long bytes) {
    return Trial.onCluster(
        folder,
        "8.4",
        new Datacenter(
            "lab",
            "10.0.0.13",
            8006,
            List.of(new Datacenter.Node("pve", "10.0.0.13", 16, 64, List.of("vmbr0"))),
            List.of(
                new Datacenter.Store(
                    "local", "dir", Set.of("iso", "vztmpl", "snippets", "import"), 900, false),
                new Datacenter.Store(
                    "local-zfs", "zfspool", Set.of("images", "rootdir"), 2000, false),
                new Datacenter.Store(
                    "fast-zfs", "zfspool", Set.of("images", "rootdir"), 2000, false),
                new Datacenter.Store("thick", "lvm", Set.of("images", "rootdir"), 100, false)),
            List.of(
                new Datacenter.Account(
                    "automation@pve", new Secret("password"), Map.of("/", Set.of("*")))),
            List.of(
                new Datacenter.Token(
                    "automation@pve",
                    "phoenix",
                    new Secret("lab-value-of-TOKEN"),
                    false,
                    0,
                    Map.of())),
            Map.of("local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", 126_000_000L),
            Map.of(IMAGE, new Datacenter.Download(bytes, ""))));
  }

  @Test
  void aMachineIsMovedToAnotherStorageAndNotMadeAnew() throws Exception {
    write(
        MACHINES
            .replace(", \"linked_clone\": true", "")
            .replace("\"name\": \"web1\",", "\"name\": \"web1\", \"disk_size_gb\": 20,"));
    try (Trial trial = open(600_000_000)) {
      trial.apply();
      trial.edit(
          "phoenix_vm_configs.json",
          "\"disk_size_gb\": 20,",
          "\"disk_size_gb\": 20, \"storage_pool\": \"fast-zfs\",");
      Plan plan = trial.plan();
      assertThat(Trial.lines(plan)).containsExactly("UPDATE vm/web1 CONFIG [disks.scsi0.storage]");
      assertThat(plan.changes()).allMatch(c -> c.disruption() == Rule.Disruption.NONE);
      assertThat(plan.warnings())
          .anyMatch(w -> w.summary().equals("scsi0 of vm/web1 moves from local-zfs to fast-zfs"));
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  @Test
  void machinesThatHaveNoRoomTogetherAreNotBegun() throws Exception {
    write(
        MACHINES.replace(
            "\"linked_clone\": true,", "\"disk_size_gb\": 60, \"storage_pool\": \"thick\","));
    try (Trial trial = open(600_000_000)) {
      String why =
          "cannot be made: this plan takes 120 GiB on storage thick of node pve (vm/web1 60, vm/web2 60), where 100 GiB are free. Free some, write another storage into the files, or apply some of them alone (--target)";
      assertThat(blocked(trial.plan())).containsExactly(why, why);
      trial.edit("phoenix_vm_configs.json", "\"disk_size_gb\": 60", "\"disk_size_gb\": 40");
      assertThat(blocked(trial.plan())).isEmpty();
      trial.apply();
      trial.edit("phoenix_vm_configs.json", "\"disk_size_gb\": 40", "\"disk_size_gb\": 51");
      assertThat(blocked(trial.plan())).allMatch(w -> w.contains("takes 22 GiB on storage thick"));
      assertThat(blocked(trial.plan())).hasSize(2);
    }
  }

  private void write(String machines) throws IOException {
    Files.writeString(folder.resolve("phoenix_hypervisor_config.json"), HYPERVISOR);
    Files.writeString(folder.resolve("phoenix_vm_configs.json"), machines);
  }

  @Test
  void aTemplateWithLinkedClonesStaysAndThePlanNamesThem() throws Exception {
    write(MACHINES);
    try (Trial trial = open(600_000_000)) {
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();

      trial.edit("phoenix_vm_configs.json", "noble.img\"", "noble.img\", \"cores\": 4");
      assertThat(Trial.lines(trial.plan())).containsExactly("UPDATE template/noble CONFIG [cores]");
      trial.edit(
          "phoenix_vm_configs.json",
          "\"cores\": 4",
          "\"template_image_checksum\": \"sha256:ab12\"");
      Plan plan = trial.plan();
      assertThat(Trial.lines(plan))
          .containsExactly("REPLACE template/noble CONFIG [image.checksum]");
      assertThat(blocked(plan))
          .containsExactly(
              "cannot be deleted: the disks of VM 1001 (vm/web1), VM 1002 (vm/web2) are linked to its own. Delete them first, or make them anew as full copies (\"linked_clone\": false)");

      // Whoever leaves in the same plan holds nothing.
      trial.edit(
          "phoenix_vm_configs.json",
          "\"clone_from_vmid\": 9000, \"linked_clone\": true",
          "\"clone_from_vmid\": 9000, \"linked_clone\": false");
      plan = trial.plan();
      assertThat(blocked(plan)).isEmpty();
      assertThat(Trial.lines(plan))
          .containsExactlyInAnyOrder(
              "REPLACE template/noble CONFIG [image.checksum]",
              "REPLACE vm/web1 CONFIG [source.full]",
              "REPLACE vm/web2 CONFIG [source.full]");
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();
      assertThat(trial.destroy().isComplete()).isTrue();
    }
  }

  private static List<String> blocked(Plan plan) {
    return plan.changes().stream().map(Change::blocked).filter(why -> why != null).toList();
  }

  @Test
  void anImageThatChangedUpstreamIsSaidAndNothingIsDoneAboutIt() throws Exception {
    write(MACHINES);
    try (Trial trial = open(600_000_000)) {
      trial.apply();
      assertThat(trial.plan().warnings()).isEmpty();
      assertThat(trial.recorded("template/noble").identity().part("image_bytes"))
          .isEqualTo("600000000");
    }
    try (Trial trial = open(612_000_000)) {
      Plan plan = trial.plan();
      assertThat(Trial.lines(plan)).isEmpty();
      assertThat(plan.warnings())
          .singleElement()
          .satisfies(warning -> {
            assertThat(warning.summary())
                .isEqualTo("the image of template/noble has changed upstream");
            assertThat(warning.detail())
                .startsWith(
                    IMAGE + " is 612000000 bytes long now; the template was made of 600000000.");
          });
      byte[] before = trial.state();
      trial.apply();
      assertThat(trial.state()).isEqualTo(before);
    }
  }

  @Test
  void snapshotsAreTakenWhenTheirTurnComesAndOnlyOnce() throws Exception {
    write(
        """
        {"vm_defaults": {"cores": 2, "memory_mb": 2048, "storage_pool": "local-zfs", "network_bridge": "vmbr0"},
         "vms": [
           {"vmid": 9000, "name": "noble", "is_template": true, "template_image": "https://images.example.org/noble.img"},
           {"vmid": 1001, "name": "web1", "clone_from_vmid": 9000, "features": ["docker"],
            "snapshots": {"pre-features": "bare", "post-features": "ready"},
            "network_config": {"ip": "10.0.0.21/24", "gw": "10.0.0.1"}, "user_config": {"username": "phoenix"}}
         ]}
        """);
    Files.writeString(
        folder.resolve("phoenix_lxc_configs.json"),
        """
        {"lxc_configs": {"103": {"name": "ca", "memory_mb": 1024, "cores": 1, "storage_pool": "local-zfs", "storage_size_gb": 10,
          "template": "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", "enable_lifecycle_snapshots": true,
          "network_config": {"name": "eth0", "bridge": "vmbr0", "ip": "10.0.0.30/24", "gw": "10.0.0.1"}, "portainer_role": "none", "unprivileged": true}}}
        """);
    try (Trial trial = open(600_000_000)) {
      Plan plan = trial.plan();
      assertThat(order(plan))
          .containsSubsequence(
              "vm/web1", "snapshot/web1/bare", "docker/web1", "snapshot/web1/ready")
          .containsSubsequence("lxc/ca", "snapshot/ca/pre-configured", "snapshot/ca/final-form");
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();
      assertThat(root(trial, "pvesh", "get", "/nodes/pve/qemu/1001/snapshot"))
          .contains("\"bare\"", "\"ready\"");

      root(trial, "pvesh", "delete", "/nodes/pve/qemu/1001/snapshot/ready");
      await(trial, "CREATE snapshot/web1/ready DRIFT []");
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();

      // One that the files name no more goes by itself; the guest stays.
      trial.edit("phoenix_vm_configs.json", ", \"post-features\": \"ready\"", "");
      plan = trial.plan();
      assertThat(Trial.lines(plan)).containsExactly("DELETE snapshot/web1/ready CONFIG []");
      assertThat(plan.changes().stream().flatMap(change -> change.reasons().stream()))
          .contains("data goes: the way back to how the guest was when it was taken");
      trial.apply();
      assertThat(root(trial, "pvesh", "get", "/nodes/pve/qemu/1001/snapshot"))
          .doesNotContain("\"ready\"");

      // With the guest go its snapshots, in one step.
      assertThat(trial.destroy().isComplete()).isTrue();
    }
  }

  /** A Portainer server on one machine, and a machine with an agent and a stack beside it. */
  private void writeFleet() throws IOException {
    write(FLEET);
    Files.writeString(
        folder.resolve("phoenix_hypervisor_config.json"),
        HYPERVISOR.replaceFirst(
            "\\{",
            "{\"portainer_api\": {\"admin_user\": \"admin\", \"admin_password\": \"\\${env:PORTAINER_ADMIN_PASSWORD}\"},"));
    for (String name : List.of("home", "site")) {
      Path stack = Files.createDirectories(folder.resolve("stacks").resolve(name));
      Files.writeString(
          stack.resolve("docker-compose.yml"), "services:\n  web:\n    image: nginx:1.27.5\n");
      Files.writeString(stack.resolve("phoenix.json"), "{\"description\": \"A site\"}");
    }
  }

  @Test
  void aDeadMachineIsDeletedWithAllThatLivedInItAndPortainerForgetsIt() throws Exception {
    writeFleet();
    try (Trial trial = open(600_000_000)) {
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();

      // Nobody inside answers any more.
      root(trial, "qm", "stop", "1002");
      trial.without(
          address -> address.toString().matches("(vm|docker|agent|endpoint)/web2|stack/web2/.*"));
      Plan plan = trial.plan();
      assertThat(blocked(plan)).isEmpty();
      assertThat(order(plan))
          .containsSubsequence("stack/web2/site", "endpoint/web2", "vm/web2")
          .doesNotHaveDuplicates();
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();
      assertThat(trial.byHand("10.0.0.21").get("/api/stacks").findValuesAsString("Name"))
          .containsExactly("home");
      assertThat(trial.byHand("10.0.0.21").get("/api/endpoints").toString()).doesNotContain("web2");
      assertThat(root(trial, "qm", "list")).contains("web1").doesNotContain("web2");
    }
  }

  @Test
  void aClusterThatIsGoneForGoodTakesItsGuestsAlong() throws Exception {
    writeFleet();
    try (Trial trial = open(600_000_000)) {
      trial.apply();
      String cluster =
          trial.desired().stream()
              .map(it -> it.address().toString())
              .filter(it -> it.startsWith("hypervisor/"))
              .findFirst()
              .orElseThrow();
      trial.edit("phoenix_hypervisor_config.json", ":8006", ":9");
      PlanOptions gone = PlanOptions.USUAL.losing(Set.of(new AddressPattern(cluster)));

      Plan plan = trial.plan(gone);
      assertThat(plan.steps()).isEmpty();
      assertThat(blocked(plan)).anyMatch(line -> line.contains("the files still want it"));
      assertThat(plan.warnings().toString())
          .contains(cluster + " counts as gone for good")
          .contains("agent/web2, docker/web1, docker/web2", "stack/web2/site", "vm/web2");

      Plan destroy = trial.plan(gone.destroying());
      assertThat(destroy.changes()).extracting(Change::action).containsOnly(Action.FORGET);
      assertThat(
              destroy.changes().stream()
                  .filter(change -> change.address().toString().equals("vm/web2"))
                  .flatMap(change -> change.reasons().stream()))
          .contains("was lost with " + cluster)
          .anyMatch(reason -> reason.startsWith("data goes: "));
      assertThat(trial.destroy(gone).isComplete()).isTrue();
      assertThat(trial.plan(PlanOptions.USUAL.destroying()).changes())
          .allMatch(change -> change.recorded() == null);
    }
  }

  @Test
  void aMachineMadeAnewSaysAllThatHangsOnItAndBringsItBack() throws Exception {
    writeFleet();
    try (Trial trial = open(600_000_000)) {
      trial.apply();
      trial.edit("phoenix_vm_configs.json", "\"vmid\": 1002", "\"vmid\": 1003");
      Plan plan = trial.plan();
      assertThat(blocked(plan)).isEmpty();
      assertThat(Trial.lines(plan))
          .contains(
              "REPLACE vm/web2 CONFIG [vmid]",
              "REPLACE docker/web2 UPSTREAM []",
              "REPLACE agent/web2 UPSTREAM []")
          .anyMatch(line -> line.matches("UPDATE stack/web2/site UPSTREAM .*"));
      assertThat(
              plan.changes().stream()
                  .filter(change -> change.disruption() == Rule.Disruption.RECREATE)
                  .map(change -> change.address().toString()))
          .contains("vm/web2", "docker/web2", "agent/web2", "stack/web2/site");
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();
      assertThat(root(trial, "qm", "list")).contains("1003").doesNotContain("1002");
      assertThat(trial.engine("10.0.0.22").containers().all())
          .anyMatch(container -> container.name().contains("site-web"));
    }
  }

  @Test
  void aMachineBegunByARunThatWasKilledIsFoundByTheNumberOfBefore() throws Exception {
    writeFleet();
    try (Trial trial = open(600_000_000)) {
      trial.apply();
      trial.cutShort("vm/web2", "docker/web2", "agent/web2", "endpoint/web2", "stack/web2/site");
      trial.edit("phoenix_vm_configs.json", "\"vmid\": 1002", "\"vmid\": 1003");
      assertThat(Trial.lines(trial.plan())).contains("REPLACE vm/web2 CONFIG [vmid]");
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();
      assertThat(trial.strays()).isEmpty();
      assertThat(root(trial, "qm", "list")).contains("1003").doesNotContain("1002");
    }
  }

  @Test
  void namesOfClusterTemplateAndMachineAreOnlyNames() throws Exception {
    writeFleet();
    try (Trial trial = open(600_000_000)) {
      trial.apply();
      String before = root(trial, "qm", "list").replace("noble", "NAME").replace("web2", "NAME");
      trial.edit(
          "phoenix_hypervisor_config.json",
          "\"proxmox_api\": {",
          "\"proxmox_api\": {\"name\": \"cellar\",");
      assertThat(Trial.lines(trial.plan())).containsExactly("MOVE hypervisor/cellar CONFIG []");
      trial.apply();
      assertThat(trial.plan().steps()).isEmpty();

      trial.edit("phoenix_vm_configs.json", "\"name\": \"noble\"", "\"name\": \"jammy\"");
      assertThat(Trial.lines(trial.plan())).containsExactly("MOVE template/jammy CONFIG [name]");
      trial.apply();
      assertThat(trial.plan().steps()).isEmpty();

      trial.edit("phoenix_vm_configs.json", "\"name\": \"web2\"", "\"name\": \"shop\"");
      Plan plan = trial.plan();
      assertThat(Trial.lines(plan))
          .containsExactlyInAnyOrder(
              "MOVE vm/shop CONFIG [name]",
              "MOVE docker/shop CONFIG []",
              "MOVE agent/shop CONFIG []",
              "MOVE endpoint/shop CONFIG [name]",
              "MOVE stack/shop/site CONFIG []");
      assertThat(plan.changes()).allMatch(it -> it.disruption() == Rule.Disruption.NONE);
      trial.apply();
      assertThat(trial.plan().steps()).isEmpty();
      assertThat(trial.strays()).isEmpty();
      assertThat(root(trial, "qm", "list").replace("jammy", "NAME").replace("shop", "NAME"))
          .isEqualToIgnoringWhitespace(before);
    }
  }

  private static List<String> order(Plan plan) {
    return plan.steps().stream().map(step -> step.address().toString()).toList();
  }

  private static String root(Trial trial, String... words) {
    return Console.run(trial.lab().guest("pve").orElseThrow(), List.of(words), () -> new byte[0])
        .out();
  }

  private static void await(Trial trial, String line) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!Trial.lines(trial.plan()).equals(List.of(line))) {
      assertThat(System.nanoTime()).as("%s", Trial.lines(trial.plan())).isLessThan(end);
    }
  }
}
