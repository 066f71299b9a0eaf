package dev.phoenix.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Filters;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Machines that exist from an empty world to an empty world, with all that goes wrong between. */
@Execution(ExecutionMode.CONCURRENT)
class LifeCycleTest {
  private static final List<String> SYSTEM_NETWORKS = List.of("bridge", "host", "none");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"2.33.5", "2.45.0"})
  void livesOnOneHost(String version) {
    singleHost(version);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"2.19.5", "2.21.5", "2.27.9", "2.39.1"})
  void livesOnOneHostOfAnyRelease(String version) {
    singleHost(version);
  }

  @Test
  void livesOnManyHosts() {
    manyHosts("2.33.5");
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"2.19.5", "2.21.5", "2.27.9", "2.39.1", "2.45.0"})
  void livesOnManyHostsOfAnyRelease(String version) {
    manyHosts(version);
  }

  private void singleHost(String version) {
    try (Trial trial = Trial.of("single-host", folder, version)) {
      createsAll(trial);
      Engine web1 = trial.engine("web1");

      web1.containers().remove("whoami-whoami-1", true);
      repairs(trial, "UPDATE stack/web1/whoami DRIFT [services.whoami.state]");

      web1.containers().stop("portainer_agent");
      repairs(trial, "UPDATE agent/web1 DRIFT [running]", "unreachable");

      web1.containers().remove("portainer_agent", true);
      repairs(trial, "CREATE agent/web1 DRIFT []", "unreachable");

      ByHand byHand = trial.byHand("192.0.2.10");
      JsonNode stack = byHand.named("stacks", "whoami");
      byHand.ask("DELETE", "/api/stacks/" + id(stack) + "?endpointId=" + endpoint(stack), "");
      repairs(trial, "CREATE stack/web1/whoami DRIFT []");

      byHand.ask("DELETE", "/api/endpoints/" + endpoint(stack), "");
      repairs(
          trial,
          "CREATE endpoint/web1 DRIFT []",
          "UPDATE stack/web1/whoami DRIFT [services.whoami.state]");

      web1.containers().stop("portainer");
      repairs(trial, "UPDATE server/web1 DRIFT [running]", "unreachable");

      destroys(trial);
    }
  }

  private void manyHosts(String version) {
    try (Trial trial = Trial.hosts(folder, version)) {
      createsAll(trial);
      ByHand byHand = trial.byHand("10.0.0.111");
      JsonNode environment = byHand.named("endpoints", "drphoenix");
      byHand.ask("PUT", "/api/endpoints/" + id(environment), "{\"TagIDs\":[]}");
      repairs(trial, "UPDATE endpoint/drphoenix DRIFT [tags]");

      JsonNode n8n = byHand.named("stacks", "n8n");
      String compose =
          byHand.get("/api/stacks/" + id(n8n) + "/file").path("StackFileContent").asString("");
      String body =
          JsonNodeFactory.instance
              .objectNode()
              .put("StackFileContent", compose)
              .set(
                  "Env",
                  JsonNodeFactory.instance
                      .arrayNode()
                      .add(variable("WEBHOOK_URL", "https://other/"))
                      .add(variable("DB_PASSWORD", "lab-value-of-N8N_DB_PASSWORD"))
                      .add(variable("N8N_ENCRYPTION_KEY", "lab-value-of-N8N_ENCRYPTION_KEY")))
              .toString();
      byHand.ask("PUT", "/api/stacks/" + id(n8n) + "?endpointId=" + endpoint(n8n), body);
      repairs(trial, "UPDATE stack/drphoenix/n8n DRIFT [env.WEBHOOK_URL]");

      trial.engine("drphoenix").containers().remove("qdrant-qdrant-1", true);
      trial.engine("staging").containers().stop("web-testing-web-1");
      repairs(
          trial,
          "UPDATE stack/drphoenix/qdrant DRIFT [services.qdrant.state]",
          "UPDATE stack/staging/web-testing DRIFT [services.web.state]");

      trial.edit("stacks/web/phoenix.json", "\"value\": \"1.4.2\"", "\"value\": \"1.4.3\"");
      Plan plan = trial.plan();
      assertThat(Trial.lines(plan))
          .singleElement()
          .asString()
          .startsWith("UPDATE stack/drphoenix/web CONFIG [env.WEB_TAG");
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();

      destroys(trial);
    }
  }

  private static JsonNode variable(String name, String value) {
    return JsonNodeFactory.instance.objectNode().put("name", name).put("value", value);
  }

  private static int id(JsonNode node) {
    return node.path("Id").asInt(0);
  }

  private static int endpoint(JsonNode stack) {
    return stack.path("EndpointId").asInt(0);
  }

  private static void createsAll(Trial trial) {
    assertThat(trial.plan().changes()).allMatch(change -> change.action() == Action.CREATE);
    trial.apply();
    assertThat(Trial.lines(trial.plan())).isEmpty();
    byte[] state = trial.state();
    assertThat(trial.apply().outcomes()).isEmpty();
    assertThat(trial.state()).isEqualTo(state);
  }

  /** The drift is seen as such, put right, and gone. */
  private static void repairs(Trial trial, String... lines) {
    boolean only = !lines[lines.length - 1].equals("unreachable");
    List<String> expected = only ? List.of(lines) : List.of(lines).subList(0, lines.length - 1);
    List<String> seen = Trial.lines(trial.plan());
    assertThat(seen).containsAll(expected);
    if (only) {
      assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    }
    trial.apply();
    Plan after = trial.plan();
    assertThat(Trial.lines(after)).as("after %s", expected).isEmpty();
    assertThat(after.warnings()).as("after %s", expected).isEmpty();
  }

  private static void destroys(Trial trial) {
    TreeMap<String, JsonNode> left = new TreeMap<>();
    assertThat(trial.destroy().isComplete()).isTrue();
    assertThat(new String(trial.state(), StandardCharsets.UTF_8)).doesNotContain("stack/");
    for (var resource : trial.desired()) {
      if (resource.address().type().equals("docker")) {
        Engine engine = trial.engine(resource.address().name());
        assertThat(engine.containers().all()).isEmpty();
        List<String> networks = new ArrayList<>();
        engine
            .networks()
            .list(Filters.NONE)
            .forEach(network -> networks.add(network.path("Name").asString("")));
        assertThat(networks).isSubsetOf(SYSTEM_NETWORKS);
        engine
            .volumes()
            .list(Filters.NONE)
            .path("Volumes")
            .forEach(volume -> left.put(volume.path("Name").asString(""), volume));
      }
    }
    // Data outlives what made it: only what the files themselves name is deleted.
    assertThat(left.keySet()).isSubsetOf("portainer_data", "n8n_db_data");
  }
}
