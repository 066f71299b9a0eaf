package dev.phoenix.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.apply.Outcome;
import dev.phoenix.apply.Report;
import dev.phoenix.lab.engine.Container;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.resource.Recorded;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a running stack goes through when its update cannot succeed, on servers of both eras. */
@Execution(ExecutionMode.CONCURRENT)
class UpdateSafetyTest {
  private static final String STACK = "stack/web1/whoami";
  private static final String COMPOSE = "stacks/whoami/docker-compose.yml";
  private static final String VARIABLES = "stacks/whoami/phoenix.json";
  private static final String UNTOUCHED = "Nothing was changed: what runs keeps running.";
  private static final String IMAGE = "traefik/whoami:v1.11";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"2.19.5", "2.33.5", "2.45.0"})
  void whatCanBeKnownToFailIsNeverSent(String version) {
    try (Trial trial = Trial.of("single-host", folder, version)) {
      trial.apply();
      ByHand byHand = trial.byHand("192.0.2.10");

      trial.edit(COMPOSE, IMAGE, "traefik/whoami:missing");
      staysAsItIs(
          trial,
          byHand,
          "image traefik/whoami:missing cannot be pulled: manifest for traefik/whoami:missing not found: manifest unknown: manifest unknown. "
              + UNTOUCHED
              + " Correct the image in the compose file or the log-in of its registry, then run again.");
      trial.edit(COMPOSE, "traefik/whoami:missing", "traefik/whoami:v1.10");
      isPutRight(trial, byHand, "traefik/whoami:v1.10");

      trial.want(STACK, "compose", "services:\n  whoami: [\n");
      staysAsItIs(
          trial,
          byHand,
          "its compose file cannot be deployed: line 3: the file is not YAML: expected the node content, but found '<stream end>'. "
              + UNTOUCHED
              + " Correct the file, then run again.");
      trial.edit(COMPOSE, "traefik/whoami:v1.10", IMAGE);
      isPutRight(trial, byHand, IMAGE);

      trial.want(
          STACK,
          "compose",
          "services:\n  whoami:\n    image: " + IMAGE + "\n    hostname: ${NAME:?set NAME}\n");
      staysAsItIs(
          trial,
          byHand,
          "its compose file cannot be deployed: line 4: required variable NAME is missing a value: set NAME. "
              + UNTOUCHED
              + " Correct the file, then run again.");

      Container holder = holding(trial.engine("web1"), 8081);
      trial.edit(VARIABLES, "\"8080\"", "\"8081\"");
      staysAsItIs(
          trial,
          byHand,
          "port 0.0.0.0:8081/tcp is taken by container holder. "
              + UNTOUCHED
              + " Publish another port or stop that container, then run again.");
      trial.engine("web1").containers().remove(holder.id(), true);
      isPutRight(trial, byHand, IMAGE);
    }
  }

  /** The apply fails for this reason, nothing was sent, and everything is as it was. */
  private static void staysAsItIs(Trial trial, ByHand byHand, String why) {
    SortedMap<String, String> before = byHand.running(1, "whoami");
    Recorded recorded = trial.recorded(STACK);
    trial.front().counted();
    assertThat(failure(trial.tryApply())).isEqualTo("server/web1: stack whoami on web1: " + why);
    assertThat(trial.front().counted()).doesNotContainKey("PUT /api/stacks/N");
    assertThat(before).hasSize(1);
    assertThat(byHand.running(1, "whoami")).isEqualTo(before);
    assertThat(trial.recorded(STACK)).isEqualTo(recorded);
    assertThat(Trial.lines(trial.plan()))
        .singleElement()
        .asString()
        .startsWith("UPDATE stack/web1/whoami CONFIG");
  }

  private static String failure(Report report) {
    assertThat(report.outcomes()).hasSize(1);
    assertThat(report.outcomes().getFirst()).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) report.outcomes().getFirst()).message();
  }

  private static void isPutRight(Trial trial, ByHand byHand, String image) {
    trial.apply();
    assertThat(Trial.lines(trial.plan())).isEmpty();
    assertThat(byHand.running(1, "whoami")).hasSize(1);
    assertThat(trial.engine("web1").compose().containers("whoami"))
        .singleElement()
        .satisfies(container -> assertThat(container.image()).isEqualTo(image));
  }

  private static Container holding(Engine engine, int port) {
    engine.images().pull("demo/idle:1", null);
    Container holder =
        engine
            .containers()
            .create(
                "holder",
                JsonMapper.shared()
                    .readTree(
                        "{\"Image\":\"demo/idle:1\",\"HostConfig\":{\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"%d\"}]}}}"
                            .formatted(port)));
    engine.containers().start(holder.id());
    return holder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.19.5", "2.33.5", "2.45.0"})
  void whatFailsAllTheSameIsUndone(String version) {
    try (Trial trial = Trial.of("single-host", folder, version)) {
      trial.apply();
      ByHand byHand = trial.byHand("192.0.2.10");
      String file = file(byHand);
      // The name is taken, which only the engine knows when it makes the container.
      trial.edit(COMPOSE, "    restart:", "    container_name: portainer_agent\n    restart:");
      trial.front().counted();
      String message = failure(trial.tryApply());
      assertThat(message)
          .startsWith("server/web1: cannot " + verb(version) + " stack whoami on web1: ")
          .contains("Conflict. The container name \"/portainer_agent\" is already in use")
          .endsWith(
              ". What worked before was deployed again; 1 of the 1 services that ran before the update run now. Correct what it names, then run again.");
      assertThat(trial.front().counted()).containsEntry("PUT /api/stacks/N", 2);
      assertThat(byHand.running(1, "whoami")).containsOnlyKeys("/whoami-whoami-1");
      assertThat(file(byHand)).isEqualTo(file);
      assertThat(byHand.named("stacks", "whoami").path("Status").asInt(0)).isEqualTo(1);
      assertThat(trial.recorded(STACK).status()).isEqualTo(Recorded.Status.INCOMPLETE);
      assertThat(Trial.lines(trial.plan()))
          .singleElement()
          .asString()
          .startsWith("UPDATE stack/web1/whoami");

      trial.edit(COMPOSE, "container_name: portainer_agent", "container_name: whoami");
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();
      assertThat(byHand.running(1, "whoami")).containsOnlyKeys("/whoami");
    }
  }

  private static String verb(String version) {
    return version.equals("2.45.0") ? "deploy" : "update";
  }

  private static String file(ByHand byHand) {
    int id = byHand.named("stacks", "whoami").path("Id").asInt(0);
    return byHand.get("/api/stacks/" + id + "/file").path("StackFileContent").asString("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.33.5", "2.45.0"})
  void whatCannotBeUndoneIsSaid(String version) {
    try (Trial trial = Trial.of("single-host", folder, version)) {
      trial.apply();
      trial.edit(VARIABLES, "\"8080\"", "\"8081\"");
      trial
          .front()
          .refuse(request -> {
            if (!request.method().equals("PUT")) {
              return null;
            }
            trial.engine("web1").compose().down("whoami");
            return Reply.json(500, "{\"message\":\"failed to deploy a stack: no space left\\n\"}");
          });
      assertThat(failure(trial.tryApply()))
          .isEqualTo(
              "server/web1: cannot update stack whoami on web1: failed to deploy a stack: no space left. "
                  + "Deploying what worked before failed as well (server/web1: cannot update stack whoami on web1: failed to deploy a stack: no space left); "
                  + "0 of the 1 services that ran before the update run now, down: whoami. Correct what it names, then run again.");

      trial.front().refuse(_ -> null);
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.33.5", "2.45.0"})
  void aBadTagOfManyStacksTouchesNone(String version) {
    try (Trial trial = Trial.of("single-host", folder, version)) {
      List<String> names = IntStream.rangeClosed(1, 5).mapToObj(i -> "s" + i).toList();
      for (String name : names) {
        trial.write(
            "stacks/" + name + "/docker-compose.yml",
            "services:\n  web:\n    image: demo/idle:1\n");
      }
      trial.edit(
          "phoenix_hypervisor_config.json",
          "[\"whoami\"]",
          "[\"" + String.join("\", \"", names) + "\"]");
      trial.apply();
      ByHand byHand = trial.byHand("192.0.2.10");
      SortedMap<String, SortedMap<String, String>> before = running(byHand, names);
      byte[] state = trial.state();
      for (String name : names) {
        trial.edit("stacks/" + name + "/docker-compose.yml", "demo/idle:1", "demo/idle:missing");
      }
      trial.front().counted();
      Report report = trial.tryApply();

      assertThat(report.of(Outcome.Failed.class))
          .extracting(Outcome.Failed::message)
          .containsExactlyElementsOf(
              names.stream()
                  .map(name ->
                      "server/web1: stack "
                          + name
                          + " on web1: image demo/idle:missing cannot be pulled: manifest for demo/idle:missing not found: manifest unknown: manifest unknown. "
                          + UNTOUCHED
                          + " Correct the image in the compose file or the log-in of its registry, then run again.")
                  .toList());
      assertThat(report.outcomes()).hasSize(5);
      assertThat(trial.front().counted())
          .containsEntry("POST /api/endpoints/N/docker/images/create", 1)
          .doesNotContainKey("PUT /api/stacks/N");
      assertThat(running(byHand, names)).isEqualTo(before);
      assertThat(trial.state()).isEqualTo(state);

      for (String name : names) {
        trial.edit("stacks/" + name + "/docker-compose.yml", "demo/idle:missing", "demo/idle:2");
      }
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  private static SortedMap<String, SortedMap<String, String>> running(
      ByHand byHand, List<String> stacks) {
    SortedMap<String, SortedMap<String, String>> running = new TreeMap<>();
    stacks.forEach(stack -> running.put(stack, byHand.running(1, stack)));
    assertThat(running.values()).allMatch(containers -> containers.size() == 1);
    return running;
  }
}
