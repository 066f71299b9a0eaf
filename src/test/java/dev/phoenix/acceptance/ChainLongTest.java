package dev.phoenix.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * The main job from nothing to nothing, with changes by hand between, in both eras of Portainer.
 */
@Tag("long")
class ChainLongTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String USUAL_IMAGE = "portainer/portainer-ce:2.33.6";

  /** Where the hand meddles. */
  private record Fleet(
      int resources, String host, String stack, String variable, String broken, String service) {
    static Fleet of(String example) {
      return example.equals("hosts")
          ? new Fleet(22, "drphoenix", "web", "WEB_TAG", "qdrant", "qdrant")
          : new Fleet(5, "web1", "whoami", "HTTP_PORT", "whoami", "whoami");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "single-host, 2.33.6",
    "single-host, 2.45.0",
    "hosts, 2.33.6",
    "hosts, 2.45.0",
  })
  void fromNothingToNothing(String example, String version, @TempDir Path temporary) {
    LabWorkspace workspace = workspace(example, version, temporary);
    Fleet fleet = Fleet.of(example);

    create(workspace, fleet);
    meddle(workspace, fleet);
    Map<String, List<String>> seen = see(workspace, fleet);
    expect(workspace, 0, "apply", "--auto-approve");
    assertThat(expect(workspace, 0, "plan", "--detailed-exitcode").out()).contains("No changes.");
    expect(workspace, 0, "destroy", "--auto-approve");
    isEmpty(workspace);

    System.out.printf(
        "ChainLongTest: %s on Portainer %s: %d made, seen by hand %s, put right, destroyed%n",
        example, version, fleet.resources(), seen);
  }

  private static LabWorkspace workspace(String example, String version, Path temporary) {
    LabWorkspace workspace =
        example.equals("hosts")
            ? LabWorkspace.hosts(temporary)
            : LabWorkspace.example(example, temporary);
    String file = "phoenix_hypervisor_config.json";
    String image = "portainer/portainer-ce:" + version;
    if (example.equals("hosts")) {
      workspace.edit(file, USUAL_IMAGE, image);
    } else {
      workspace.edit(file, "\"admin_user\"", "\"image\": \"" + image + "\",\n    \"admin_user\"");
    }
    return workspace.option("--lab-version", version);
  }

  private static void create(LabWorkspace workspace, Fleet fleet) {
    String created = fleet.resources() + " to create.";
    expect(workspace, 0, "validate");
    assertThat(expect(workspace, 2, "plan", "--detailed-exitcode").out()).contains(created);
    expect(workspace, 0, "apply", "--auto-approve");
    byte[] state = workspace.stateBytes();
    assertThat(expect(workspace, 0, "plan", "--detailed-exitcode").out()).contains("No changes.");
    expect(workspace, 0, "apply", "--auto-approve");
    assertThat(workspace.stateBytes()).isEqualTo(state);
  }

  /** Another value of a variable, a container less, a tag more. */
  private static void meddle(LabWorkspace workspace, Fleet fleet) {
    try (LabDoors doors = workspace.open()) {
      JsonNode stack = doors.named("/api/stacks", fleet.stack());
      int id = stack.path("Id").asInt();
      String content =
          doors.portainer("/api/stacks/" + id + "/file").path("StackFileContent").asString();
      ArrayNode variables = stack.path("Env").deepCopy().asArray();
      for (JsonNode variable : variables) {
        if (variable.path("name").asString().equals(fleet.variable())) {
          variable.asObject().put("value", "8099");
        }
      }
      int endpoint = stack.path("EndpointId").asInt();
      doors.portainer(
          "PUT",
          "/api/stacks/%d?endpointId=%d".formatted(id, endpoint),
          Map.of("StackFileContent", content, "Env", variables, "Prune", false));
      waitUntilDeployed(doors, id);
      doors.docker(
          fleet.host(),
          "DELETE",
          "/containers/%s-%s-1?force=true".formatted(fleet.broken(), fleet.service()));
      int tag = doors.portainer("POST", "/api/tags", Map.of("name", "by-hand")).path("ID").asInt();
      JsonNode known = doors.portainer("/api/endpoints/" + endpoint);
      List<Integer> tags = new ArrayList<>(List.of(tag));
      known.path("TagIds").forEach(it -> tags.add(it.asInt()));
      doors.portainer("PUT", "/api/endpoints/" + endpoint, Map.of("TagIDs", tags));
    }
  }

  /** Later versions answer before the deployment is done. */
  private static void waitUntilDeployed(LabDoors doors, int stack) {
    long end = System.nanoTime() + 30_000_000_000L;
    while (doors.portainer("/api/stacks/" + stack).path("Status").asInt() != 1) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  /** The plan has these differences and no other, each of them drift. */
  private static Map<String, List<String>> see(LabWorkspace workspace, Fleet fleet) {
    JsonNode plan = MAPPER.readTree(expect(workspace, 0, "plan", "--json").out());
    Map<String, List<String>> seen = new LinkedHashMap<>();
    for (JsonNode change : plan.path("changes")) {
      if (change.path("action").asString().equals("no-op")) {
        continue;
      }
      assertThat(change.path("action").asString()).isEqualTo("update");
      assertThat(change.path("cause").asString()).isEqualTo("drift");
      seen.put(
          change.path("address").asString(), LabDoors.texts(change.path("differences"), "/path"));
    }
    String host = "stack/" + fleet.host() + "/";
    Map<String, List<String>> expected = new LinkedHashMap<>();
    expected.put("endpoint/" + fleet.host(), List.of("tags"));
    expected
        .computeIfAbsent(host + fleet.stack(), _ -> new ArrayList<>())
        .add("env." + fleet.variable());
    expected
        .computeIfAbsent(host + fleet.broken(), _ -> new ArrayList<>())
        .add("services." + fleet.service() + ".state");
    assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (address, paths) -> assertThat(seen.get(address)).as(address).containsAll(paths));
    String text = expect(workspace, 2, "plan", "--detailed-exitcode").out();
    assertThat(text)
        .contains(fleet.variable() + ": \"8099\" -> ", "\"missing\" -> \"running\"  (drift)")
        .contains("by-hand")
        .endsWith("Plan: " + expected.size() + " to update.\n");
    return seen;
  }

  private static void isEmpty(LabWorkspace workspace) {
    try (LabDoors doors = workspace.open()) {
      for (String machine : doors.machines()) {
        assertThat(doors.containers(machine)).as(machine).isEmpty();
        assertThat(LabDoors.texts(doors.docker(machine, "GET", "/networks"), "/Name"))
            .as(machine)
            .containsExactly("bridge", "host", "none");
        assertThat(
                LabDoors.texts(doors.docker(machine, "GET", "/volumes").path("Volumes"), "/Name"))
            .as("volumes that hold the users' data and were not ours to make")
            .isSubsetOf("portainer_data", "n8n_db_data");
      }
    }
    assertThat(expect(workspace, 0, "state", "list").out()).isEmpty();
  }

  private static PhoenixProcess.Ended expect(LabWorkspace workspace, int exit, String... words) {
    PhoenixProcess.Ended ended = workspace.run(words);
    assertThat(ended.exit()).as(ended.toString()).isEqualTo(exit);
    return ended;
  }
}
