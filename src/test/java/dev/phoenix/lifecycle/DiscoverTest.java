package dev.phoenix.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lifecycle.FoundFleet.Said;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fleets that are there and of which nobody has files. */
@Execution(ExecutionMode.CONCURRENT)
class DiscoverTest {
  private static final String LACKS = "automation@pve!phoenix lacks the privilege VM.Audit on /vms";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"2.19.5, 7.4", "2.33.5, 8.4", "2.45.0, 9.1"})
  void aFleetOfWhichNobodyHasTheFilesGetsThemBack(String portainer, String proxmox)
      throws IOException {
    try (FoundFleet fleet = FoundFleet.open(folder, portainer, proxmox)) {
      byte[] before = fleet.world();

      Said said = fleet.phoenix("import", "--discover", "--auto-approve");

      assertThat(said.err()).doesNotContain("error");
      assertThat(said.exit()).as(said.out() + said.err()).isZero();
      assertThat(said.out()).doesNotContain("differs in");
      assertThat(fleet.world()).isEqualTo(before);
      assertThat(fleet.front().asked())
          .filteredOn(request -> !request.method().equals("GET"))
          .extracting(Request::path)
          .containsOnly("/api/auth");
      assertThat(String.join("\n", fleet.files().values()))
          .doesNotContain("lab-value-of")
          .contains("// How to get there.");
      fleet.set("APP_DB_PASSWORD", "lab-value-of-APP_SECRET");
      fleet.set("PORTAINER_AGENT_SECRET", "lab-value-of-PORTAINER_AGENT_SECRET");
      nothingIsLeftToDo(fleet);
      assertThat(fleet.world()).isEqualTo(before);
    }
  }

  private static void nothingIsLeftToDo(FoundFleet fleet) {
    Said valid = fleet.phoenix("validate");
    assertThat(valid.exit()).as(valid.err()).isZero();
    assertThat(valid.err()).isEmpty();
    Said plan = fleet.phoenix("plan", "--detailed-exitcode");
    assertThat(plan.exit()).as(plan.out() + plan.err()).isZero();
    SortedMap<String, String> files = fleet.files();
    Said again = fleet.phoenix("import", "--discover", "--auto-approve");
    assertThat(again.exit()).as(again.out() + again.err()).isZero();
    assertThat(again.out()).endsWith("Nothing is there that is not recorded and could be.\n");
    assertThat(fleet.files()).isEqualTo(files);
  }

  @ParameterizedTest
  @CsvSource({"2.33.5, 7.4", "2.33.5, 8.4", "2.45.0, 9.1"})
  void whatPeopleMadeByHandIsTakenOverAsItIs(String portainer, String proxmox) throws IOException {
    try (FoundFleet fleet = FoundFleet.open(folder, portainer, proxmox)) {
      byHand(fleet);
      byte[] before = fleet.world();
      Said said = fleet.phoenix("import", "--discover", "--auto-approve");
      assertThat(said.exit()).as(said.out() + said.err()).isZero();
      assertThat(said.out())
          .doesNotContain("differs in")
          .contains("+ vm/by-hand  vmid 200", "+ vm/by-hand-201  vmid 201", "+ vm/vm-202  vmid 202")
          .contains("+ lxc/old-box  vmid 300", "+ stack/main/blog")
          .contains("the files have no word for virtio0: phoenix leaves that as it is")
          .containsPattern("\\? stack old[^?]*start it in Portainer and\\s+look\\s+again")
          .contains(
              "? stack wiki on main\n      a secret seems to stand in its Compose file (line 5, DB_PASSWORD)");
      assertThat(String.join("\n", fleet.files().values()))
          .doesNotContain("lab-value-of", "correct-horse-battery", "ghp_", "hunter2")
          .contains("{ \"name\": \"PORT\", \"value\": \"8080\" }");
      assertThat(fleet.world()).isEqualTo(before);
      fleet.set("APP_DB_PASSWORD", "lab-value-of-APP_SECRET");
      fleet.set("PORTAINER_AGENT_SECRET", "lab-value-of-PORTAINER_AGENT_SECRET");
      fleet.set("BLOG_ADMIN_TOKEN", "correct-horse-battery");
      fleet.set("BLOG_LOOKS", "ghp_abcdefghijklmnopqrstuvwxyz012345");
      nothingIsLeftToDo(fleet);
      assertThat(fleet.world()).isEqualTo(before);
    }
  }

  /** What a refusal hides is said, and nothing is written as if it were all. */
  @Test
  void whatCannotBeSeenIsSaidAndNothingIsWritten() throws IOException {
    try (FoundFleet fleet = FoundFleet.open(folder, "2.33.5", "8.4")) {
      SortedMap<String, String> before = fleet.files();
      String proxmox = "hypervisor/proxmox cannot be looked through";
      String portainer = "server/portainer cannot be looked through";
      nothingIsWritten(fleet, "/cluster/resources", proxmox, LACKS, "pveum acl modify /vms");
      nothingIsWritten(fleet, "/access/permissions", proxmox, "cannot ask for the rights");
      for (String list : List.of("stacks", "endpoints", "registries", "tags", "stacks/1/file")) {
        nothingIsWritten(
            fleet,
            "/api/" + list,
            portainer,
            "GET /api/" + list + " needs an administrator of Portainer");
      }
      assertThat(fleet.files()).isEqualTo(before);

      String connections = Objects.requireNonNull(before.get("phoenix_hypervisor_config.json"));
      fleet.front().refuse(_ -> null);
      for (String port : List.of(":8006", ":9443")) {
        fleet.write("phoenix_hypervisor_config.json", connections.replace(port, ":9"));
        Said said = fleet.phoenix("import", "--discover", "--auto-approve");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(words(said.err())).contains("cannot be looked through", "Connection refused");
        assertThat(fleet.files()).hasSize(1);
      }
    }
  }

  private static void nothingIsWritten(FoundFleet fleet, String path, String... why) {
    refuse(fleet, path);
    Said said = fleet.phoenix("import", "--discover", "--auto-approve");
    assertThat(said.exit()).as(path).isEqualTo(1);
    assertThat(words(said.err())).contains(why);
    assertThat(said.out()).isEmpty();
  }

  private static void refuse(FoundFleet fleet, String path) {
    Reply reply =
        path.startsWith("/api/")
            ? Reply.json(403, "{\"message\":\"Access denied to resource\"}")
            : Reply.json(403, "{\"message\":\"Permission check failed (/vms, VM.Audit)\"}");
    fleet.front().refuse(request -> request.path().endsWith(path) ? reply : null);
  }

  /** Without the line ends of the terminal. */
  private static String words(String text) {
    return text.replaceAll("\\s+", " ");
  }

  /** One object that cannot be seen is named among what is left out, before anybody agrees. */
  @ParameterizedTest
  @CsvSource({
    "/qemu/1001/config, ? vm VM 1001, 'cannot read VM 1001: automation@pve!phoenix lacks the privilege VM.Audit on /vms'",
    "/lxc/103/config, ? lxc CT 103, 'cannot read CT 103: automation@pve!phoenix lacks the privilege VM.Audit on /vms'",
    "/docker/containers/json, ? stack site on main, cannot list the containers of environment"
  })
  void oneObjectThatCannotBeSeenIsNamed(String path, String what, String why) throws IOException {
    try (FoundFleet fleet = FoundFleet.open(folder, "2.33.5", "8.4")) {
      SortedMap<String, String> before = fleet.files();
      refuse(fleet, path);

      Said said = fleet.answering("no", "import", "--discover");

      assertThat(said.exit()).isEqualTo(1);
      assertThat(said.out()).contains(what);
      assertThat(words(said.out())).contains(why);
      assertThat(fleet.files()).isEqualTo(before);
    }
  }

  private static void byHand(FoundFleet fleet) {
    fleet.proxmox(
        "POST",
        "nodes/pve/qemu",
        "vmid=200&name=by-hand&cores=1&memory=1024&net0=e1000,bridge=vmbr0,firewall=1&virtio0=local-zfs:8");
    fleet.proxmox(
        "POST",
        "nodes/pve/qemu",
        "vmid=201&name=by-hand&sockets=2&memory=512&scsi0=local-zfs:4&sata1=local-zfs:2&agent=1&tags=Old;blue&description=two%0Alines");
    fleet.proxmox("POST", "nodes/pve/qemu", "vmid=202&memory=512");
    fleet.proxmox(
        "POST",
        "nodes/pve/lxc",
        "vmid=300&hostname=old-box&ostemplate="
            + FoundFleet.TEMPLATE
            + "&rootfs=local-zfs:3&memory=256&swap=0&unprivileged=1&nameserver=9.9.9.9"
            + "&net0=name=eth0,bridge=vmbr0,ip=dhcp,firewall=1&mp0=local-zfs:1,mp=/srv/data");
    ByHand portainer = fleet.trial().byHand("10.0.0.20");
    int endpoint = portainer.named("endpoints", "main").path("Id").asInt();
    stack(
        portainer,
        endpoint,
        "blog",
        "services:\\n  blog:\\n    image: ghost:5.1\\n    environment:\\n      TOKEN: ${ADMIN_TOKEN}\\n",
        "[{\"name\":\"ADMIN_TOKEN\",\"value\":\"correct-horse-battery\"},{\"name\":\"LOOKS\",\"value\":\"ghp_abcdefghijklmnopqrstuvwxyz012345\"},{\"name\":\"PORT\",\"value\":\"8080\"}]");
    stack(
        portainer,
        endpoint,
        "wiki",
        "services:\\n  wiki:\\n    image: wiki:2.1\\n    environment:\\n      DB_PASSWORD: hunter2hunter2\\n",
        "[]");
    stack(portainer, endpoint, "old", "services:\\n  old:\\n    image: nginx:1.27.5\\n", "[]");
    int old = portainer.named("stacks", "old").path("Id").asInt();
    portainer.ask("POST", "/api/stacks/" + old + "/stop?endpointId=" + endpoint, "{}");
  }

  private static void stack(
      ByHand portainer, int endpoint, String name, String compose, String env) {
    portainer.ask(
        "POST",
        "/api/stacks/create/standalone/string?endpointId=" + endpoint,
        "{\"Name\":\"%s\",\"StackFileContent\":\"%s\",\"Env\":%s}".formatted(name, compose, env));
  }
}
