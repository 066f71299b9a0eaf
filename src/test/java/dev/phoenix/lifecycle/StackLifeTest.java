package dev.phoenix.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.apply.Outcome;
import dev.phoenix.apply.Progress;
import dev.phoenix.apply.Report;
import dev.phoenix.lab.engine.Container;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Rule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of stacks beside the plain way: services dropped, grounds lost, secrets changed. */
@Execution(ExecutionMode.CONCURRENT)
class StackLifeTest {
  private static final String COMPOSE = "stacks/whoami/docker-compose.yml";
  private static final String VARIABLES = "stacks/whoami/phoenix.json";
  private static final String SHOP = "stacks/shop/docker-compose.yml";
  private static final String SIDE = "  side:\n    image: demo/idle:1\n";
  private static final String WEB = "services:\n  web:\n    image: demo/idle:1\n";
  private static final String PULL = "/docker/images/create";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"2.33.5", "2.45.0"})
  void aServiceThatTheFileDropsIsRemovedAndTheOthersStay(String version) {
    try (Trial trial = Trial.of("single-host", folder, version)) {
      ByHand byHand = withTwoServices(trial);
      SortedMap<String, String> before = byHand.running(1, "whoami");
      assertThat(before).containsOnlyKeys("/whoami-web-1", "/whoami-side-1");

      trial.write(COMPOSE, WEB);
      trial.reread();
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();
      assertThat(byHand.running(1, "whoami"))
          .containsOnlyKeys("/whoami-web-1")
          .containsEntry("/whoami-web-1", Objects.requireNonNull(before.get("/whoami-web-1")));
    }
  }

  @Test
  void aServiceThatSomebodyAddedIsDriftAndRemoved() {
    try (Trial trial = Trial.of("single-host", folder, "2.33.5")) {
      ByHand byHand = withTwoServices(trial);
      trial.write(COMPOSE, WEB);
      trial.reread();
      // The server itself leaves the container of the dropped service, as people at its API see.
      int id = byHand.named("stacks", "whoami").path("Id").asInt(0);
      byHand.ask(
          "PUT",
          "/api/stacks/" + id + "?endpointId=1",
          "{\"StackFileContent\":\"" + WEB.replace("\n", "\\n") + "\",\"Env\":[],\"Prune\":true}");
      assertThat(byHand.running(1, "whoami")).hasSize(2);
      assertThat(Trial.lines(trial.plan()))
          .singleElement()
          .asString()
          .startsWith("UPDATE stack/web1/whoami")
          .contains("services.side");
      trial.apply();
      assertThat(byHand.running(1, "whoami")).containsOnlyKeys("/whoami-web-1");
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  @Test
  void aStackWhoseEnvironmentIsGoneIsDeletedAndTouchesNoOther() {
    Path workspace = Fleet.write(folder, "a", "10.1.0", List.of(1, 2), "demo/idle:1");
    try (Trial trial = Trial.of(folder, List.of(workspace), "2.33.5")) {
      trial.apply();
      ByHand byHand = trial.byHand("10.1.0.10");
      int gone = byHand.named("endpoints", "a1").path("Id").asInt(0);
      byHand.ask("DELETE", "/api/endpoints/" + gone, "");
      trial.without(
          address -> List.of("stack/a1/a1s1", "endpoint/a1").contains(address.toString()));
      assertThat(Trial.lines(trial.plan()))
          .contains("DELETE stack/a1/a1s1 CONFIG []", "FORGET endpoint/a1 CONFIG []");
      trial.apply();
      assertThat(byHand.get("/api/stacks"))
          .extracting(stack -> stack.path("Name").asString(""))
          .containsExactlyInAnyOrder("a2s1", "a2s2");
      assertThat(trial.engine("a1").compose().containers("a1s1")).isEmpty();
      assertThat(trial.engine("a2").compose().containers("a2s1")).hasSize(1);
      assertThat(trial.engine("a2").compose().containers("a2s2")).hasSize(1);
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  @Test
  void whatIsOnAHostIsPutUpOnTheMachineThatAnswersForItNow() {
    Path workspace = Fleet.write(folder, "a", "10.1.0", List.of(1, 0), "demo/idle:1");
    Predicate<Address> spare = address -> address.toString().matches("[a-z]+/a2(/.*)?");
    try (Trial trial = Trial.of(folder, List.of(workspace), "2.33.5")) {
      String file = "phoenix_hypervisor_config.json";
      trial.edit(
          file,
          "\"portainer_role\":\"agent\"",
          "\"portainer_role\":\"agent\",\"volumes\":[{\"name\":\"data\"}]");
      // The machine at 10.1.0.12 has an engine and nothing of ours.
      trial.without(spare.and(address -> !address.type().equals("docker")));
      trial.apply();
      trial.edit(file, "10.1.0.12", "10.1.0.13");
      trial.without(spare);
      trial.apply();
      trial.without(address -> address.toString().equals("volume/a1/data"));
      assertThat(Trial.lines(trial.plan())).containsExactly("DELETE volume/a1/data CONFIG []");

      trial.edit(file, "10.1.0.11", "10.1.0.12");
      trial.without(spare);
      Plan plan = trial.plan();
      assertThat(Trial.lines(plan))
          .contains(
              "CREATE docker/a1 CONFIG []",
              "CREATE agent/a1 UPSTREAM []",
              "CREATE volume/a1/data UPSTREAM []",
              "UPDATE endpoint/a1 CONFIG [url]",
              "UPDATE stack/a1/a1s1 UPSTREAM []");
      assertThat(plan.warnings().toString())
          .contains("another machine answers as docker/a1", "is left as it is");
      trial.without(address -> spare.test(address) || address.type().equals("volume"));
      assertThat(Trial.lines(trial.plan())).contains("FORGET volume/a1/data CONFIG []");
      trial.apply();
      assertThat(trial.engine("a2").compose().containers("a1s1")).hasSize(1);
      assertThat(trial.engine("a1").compose().containers("a1s1")).hasSize(1);
      assertThat(trial.engine("a1").volumes().has("data")).isTrue();
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  @Test
  void aStackWhoseEnvironmentIsMadeAgainIsTakenDownThere() {
    Path workspace = Fleet.write(folder, "a", "10.1.0", List.of(1, 2), "demo/idle:1");
    try (Trial trial = Trial.of(folder, List.of(workspace), "2.33.5")) {
      trial.apply();
      ByHand byHand = trial.byHand("10.1.0.10");
      int gone = byHand.named("endpoints", "a1").path("Id").asInt(0);
      String made =
          "?Name=a1&EndpointCreationType=2&ContainerEngine=docker&URL=tcp%3A%2F%2F10.1.0.11%3A9001&TLS=true&TLSSkipVerify=true&TLSSkipClientVerify=true";
      byHand.ask("DELETE", "/api/endpoints/" + gone, "");
      byHand.ask("POST", "/api/endpoints" + made, "");
      trial.without(address -> address.toString().equals("stack/a1/a1s1"));
      trial.apply();
      assertThat(byHand.get("/api/stacks")).hasSize(2);
      assertThat(trial.engine("a1").containers().all())
          .extracting(Container::name)
          .containsExactly("portainer_agent");
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  @Test
  void aStackWhoseEnvironmentThisRunMakesAgainIsTakenDownThere() {
    Path workspace = Fleet.write(folder, "a", "10.1.0", List.of(1), "demo/idle:1");
    try (Trial trial = Trial.of(folder, List.of(workspace), "2.33.5")) {
      trial.apply();
      ByHand byHand = trial.byHand("10.1.0.10");
      int gone = byHand.named("endpoints", "a1").path("Id").asInt(0);
      byHand.ask("DELETE", "/api/endpoints/" + gone, "");
      trial.without(address -> address.toString().equals("stack/a1/a1s1"));

      Report report = trial.apply();

      assertThat(report.of(Outcome.Done.class))
          .extracting(done -> done.step().operation() + " " + done.step().address())
          .containsExactly("CREATE endpoint/a1", "DELETE stack/a1/a1s1");
      assertThat(byHand.get("/api/stacks")).isEmpty();
      assertThat(trial.engine("a1").containers().all())
          .extracting(Container::name)
          .containsExactly("portainer_agent");
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  private static ByHand withTwoServices(Trial trial) {
    trial.write(COMPOSE, WEB + SIDE);
    trial.reread();
    trial.apply();
    return trial.byHand("192.0.2.10");
  }

  /** Compose fails to start it, and the server that fails then takes the other one down too. */
  @ParameterizedTest
  @ValueSource(strings = {"2.33.5", "2.45.0"})
  void aContainerThatSomebodyPausedGoesOnAndTheOthersStay(String version) {
    try (Trial trial = Trial.of("single-host", folder, version)) {
      ByHand byHand = withTwoServices(trial);
      SortedMap<String, String> before = byHand.running(1, "whoami");
      byHand.ask(
          "POST",
          "/api/endpoints/1/docker/containers/" + before.get("/whoami-web-1") + "/pause",
          "");
      assertThat(Trial.lines(trial.plan()))
          .containsExactly("UPDATE stack/web1/whoami DRIFT [services.web.state]");
      trial.apply();
      assertThat(byHand.running(1, "whoami")).hasSize(2).isEqualTo(before);
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  /** Paused in the moment between the look and the deployment, so that nobody can help it. */
  @ParameterizedTest
  @ValueSource(strings = {"2.33.5", "2.45.0"})
  void whatARepairThatFailsTookDownIsBroughtBack(String version) {
    try (Trial trial = Trial.of("single-host", folder, version)) {
      ByHand byHand = withTwoServices(trial);
      SortedMap<String, String> before = byHand.running(1, "whoami");
      String containers = "/api/endpoints/1/docker/containers/";
      byHand.ask("POST", containers + before.get("/whoami-web-1") + "/kill", "");
      AtomicInteger puts = new AtomicInteger();
      trial
          .front()
          .refuse(request -> {
            if (request.method().equals("PUT")
                && request.path().startsWith("/api/stacks/")
                && puts.getAndIncrement() == 0) {
              byHand.ask("POST", containers + before.get("/whoami-web-1") + "/start", "");
              byHand.ask("POST", containers + before.get("/whoami-web-1") + "/pause", "");
            }
            return null;
          });
      trial.apply();
      assertThat(puts).hasValue(2);
      assertThat(byHand.running(1, "whoami"))
          .containsOnlyKeys("/whoami-side-1", "/whoami-web-1")
          .doesNotContainValue(before.get("/whoami-side-1"));
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  @Test
  void whatRepairsAServiceAndInterruptsItIsAnnounced() {
    try (Trial trial = Trial.of("single-host", folder, "2.33.5")) {
      trial.write(COMPOSE, WEB);
      trial.reread();
      trial.apply();
      Engine engine = trial.engine("web1");
      Container ours = engine.compose().containers("whoami").getFirst();
      engine.images().pull("demo/idle:2", null);
      engine.containers().remove(ours.id(), true);
      engine.containers().create(ours.name(), ours.config().put("Image", "demo/idle:2"));
      engine.containers().start(ours.name());
      assertThat(disruptions(trial))
          .containsExactly(Map.entry("stack/web1/whoami", Rule.Disruption.RESTART));
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();

      engine.containers().kill(ours.name());
      assertThat(disruptions(trial))
          .containsExactly(Map.entry("stack/web1/whoami", Rule.Disruption.NONE));
    }
  }

  private static Map<String, Rule.Disruption> disruptions(Trial trial) {
    Map<String, Rule.Disruption> disruptions = new TreeMap<>();
    for (Change change : trial.plan().changes()) {
      if (change.action() == Action.UPDATE) {
        disruptions.put(change.address().toString(), change.disruption());
      }
    }
    return disruptions;
  }

  private static String publishing(String port) {
    return WEB + "    ports: [\"" + port + ":80\"]\n";
  }

  @Test
  void aPortIsGivenUpBeforeAnotherStackTakesIt() {
    try (Trial trial = Trial.of("single-host", folder, "2.33.5")) {
      trial.write("stacks/shop/phoenix.json", "{}");
      trial.write(SHOP, publishing("8080"));
      trial.write(COMPOSE, publishing("8081"));
      trial.edit("phoenix_hypervisor_config.json", "[\"whoami\"]", "[\"shop\", \"whoami\"]");
      trial.apply();

      trial.write(SHOP, publishing("9090"));
      trial.write(COMPOSE, publishing("8080"));
      trial.reread();
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();

      // And the way back: the one that comes first by name has to wait now.
      trial.write(SHOP, publishing("8080"));
      trial.write(COMPOSE, publishing("8081"));
      trial.reread();
      trial.apply();
      assertThat(Trial.lines(trial.plan())).isEmpty();

      // Who wants what the other one keeps until it has got this one's can only be told.
      trial.write(SHOP, publishing("8081"));
      trial.write(COMPOSE, publishing("8080"));
      trial.reread();
      assertThat(trial.tryApply().of(Outcome.Failed.class))
          .extracting(Outcome.Failed::message)
          .hasSize(2)
          .allMatch(message -> message.contains(" is taken by container "));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.33.5", "2.45.0"})
  void aStackThatSomebodyMakesInTheSameMomentIsTakenOver(String version) {
    try (Trial trial = Trial.of("single-host", folder, version)) {
      AtomicInteger made = new AtomicInteger();
      trial
          .front()
          .refuse(request -> {
            if (request.path().startsWith("/api/stacks/create") && made.getAndIncrement() == 0) {
              Reply first = trial.front().pass("192.0.2.10", request);
              assertThat(first.status()).isEqualTo(200);
            }
            return null;
          });
      trial.apply();
      assertThat(made).hasValue(1);
      assertThat(trial.byHand("192.0.2.10").get("/api/stacks")).hasSize(1);
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  @Test
  void aPullThatFailsForAMomentIsTriedAgain() {
    try (Trial trial = Trial.of("single-host", folder, "2.33.5")) {
      trial.apply();
      trial.edit(COMPOSE, "v1.11", "v1.10");
      AtomicInteger pulls = new AtomicInteger();
      trial
          .front()
          .refuse(request ->
              request.path().endsWith(PULL) && pulls.incrementAndGet() == 1
                  ? Reply.json(
                      500, "{\"message\":\"Get https://x/v2/: net/http: TLS handshake timeout\"}")
                  : null);
      trial.apply();
      assertThat(pulls).hasValue(2);
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  /** Compose asks for it whatever is there, and the server that fails takes down what runs. */
  @ParameterizedTest
  @ValueSource(strings = {"always", "daily", "every_12h"})
  void anImageThatComposeWouldPullAnewIsPulledBeforeAnythingChanges(String policy) {
    try (Trial trial = Trial.of("single-host", folder, "2.33.5")) {
      String web = WEB + "    pull_policy: " + policy + "\n";
      trial.write(COMPOSE, web);
      trial.reread();
      trial.apply();
      ByHand byHand = trial.byHand("192.0.2.10");
      SortedMap<String, String> before = byHand.running(1, "whoami");
      trial.write(COMPOSE, web + SIDE);
      trial.reread();
      trial
          .front()
          .refuse(request ->
              request.path().endsWith(PULL) && request.query().contains("idle")
                  ? Reply.json(404, "{\"message\":\"manifest for demo/idle:1 not found\"}")
                  : null);
      trial.front().counted();
      assertThat(trial.tryApply().of(Outcome.Failed.class))
          .singleElement()
          .extracting(Outcome.Failed::message)
          .asString()
          .contains("image demo/idle:1 cannot be pulled");
      assertThat(trial.front().counted()).doesNotContainKey("PUT /api/stacks/N");
      assertThat(byHand.running(1, "whoami")).hasSize(1).isEqualTo(before);
    }
  }

  @Test
  void aReplicaThatIsGoneIsMadeAgain() {
    try (Trial trial = Trial.of("single-host", folder, "2.33.5")) {
      trial.write(COMPOSE, WEB + "    deploy:\n      replicas: 3\n");
      trial.reread();
      trial.apply();
      ByHand byHand = trial.byHand("192.0.2.10");
      SortedMap<String, String> before = byHand.running(1, "whoami");
      assertThat(before).containsOnlyKeys("/whoami-web-1", "/whoami-web-2", "/whoami-web-3");
      assertThat(Trial.lines(trial.plan())).isEmpty();

      trial.engine("web1").containers().remove("whoami-web-2", true);
      assertThat(Trial.lines(trial.plan()))
          .containsExactly("UPDATE stack/web1/whoami DRIFT [services.web.state]");
      trial.apply();
      assertThat(byHand.running(1, "whoami"))
          .hasSize(3)
          .containsEntry("/whoami-web-3", Objects.requireNonNull(before.get("/whoami-web-3")));

      trial.write(COMPOSE, WEB);
      trial.reread();
      trial.apply();
      assertThat(byHand.running(1, "whoami")).hasSize(1);
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  @Test
  void aPrivateImageIsPulledWithTheLogInOfItsRegistry() {
    String image = "a.example.org/app:1";
    Path workspace = Fleet.write(folder, "a", "10.1.0", List.of(1), image);
    try (Trial trial = Trial.of(folder, List.of(workspace), "2.33.5")) {
      trial.edit("phoenix_hypervisor_config.json", "${env:TOKEN}", "${env:WRONG}");
      Report report = trial.tryApply();
      assertThat(report.of(Outcome.Failed.class))
          .singleElement()
          .extracting(Outcome.Failed::message)
          .isEqualTo(
              "server/a0: stack a1s1 on a1: image a.example.org/app:1 cannot be pulled:"
                  + " unauthorized: authentication required. Nothing was changed: what runs keeps"
                  + " running. Correct the image in the compose file or the log-in of its registry,"
                  + " then run again.");

      trial.edit("phoenix_hypervisor_config.json", "${env:WRONG}", "${env:TOKEN}");
      trial.front().counted();
      trial.apply();
      ByHand byHand = trial.byHand("10.1.0.10");
      int registry = byHand.named("registries", "a").path("Id").asInt(0);
      assertThat(trial.front().asked())
          .filteredOn(request -> request.path().endsWith(PULL))
          .singleElement()
          .extracting(request ->
              new String(
                  Base64.getDecoder().decode(request.header("x-registry-auth")),
                  StandardCharsets.UTF_8))
          .isEqualTo("{\"registryId\":" + registry + "}");
      assertThat(trial.engine("a1").compose().containers("a1s1"))
          .singleElement()
          .satisfies(container -> assertThat(container.image()).isEqualTo(image));
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  @Test
  void aLogInThatIsPutRightInTheSameApplyIsWaitedFor() {
    Path workspace = Fleet.write(folder, "a", "10.1.0", List.of(1), "demo/idle:1");
    try (Trial trial = Trial.of(folder, List.of(workspace), "2.33.5")) {
      trial.edit("phoenix_hypervisor_config.json", "${env:TOKEN}", "${env:WRONG}");
      trial.apply();
      trial.edit("phoenix_hypervisor_config.json", "${env:WRONG}", "${env:TOKEN}");
      trial.edit("stacks/a1s1/docker-compose.yml", "demo/idle:1", "a.example.org/app:1");
      List<Outcome> ended = new CopyOnWriteArrayList<>();
      Report report = trial.tryApply(ending(ended));
      assertThat(report.isComplete()).as("%s", report.outcomes()).isTrue();
      assertThat(ended).hasSize(2).allMatch(Outcome.Done.class::isInstance);
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  @Test
  void whatTheChangedGroundDoesNotPutRightIsNotSent() {
    Path workspace = Fleet.write(folder, "a", "10.1.0", List.of(1), "demo/idle:1");
    try (Trial trial = Trial.of(folder, List.of(workspace), "2.33.5")) {
      trial.apply();
      SortedMap<String, String> before = trial.byHand("10.1.0.10").running(1, "a1s1");
      trial.edit("phoenix_hypervisor_config.json", "${env:TOKEN}", "${env:OTHER}");
      trial.edit("stacks/a1s1/docker-compose.yml", "demo/idle:1", "demo/idle:missing");
      trial.front().counted();
      List<Outcome> ended = new CopyOnWriteArrayList<>();
      Report report = trial.tryApply(ending(ended));
      assertThat(report.of(Outcome.Done.class))
          .singleElement()
          .extracting(done -> done.step().address().toString())
          .isEqualTo("registry/a");
      assertThat(report.of(Outcome.Failed.class))
          .singleElement()
          .extracting(Outcome.Failed::message)
          .asString()
          .startsWith("server/a0: stack a1s1 on a1: image demo/idle:missing cannot be pulled: ");
      assertThat(ended).hasSize(2);
      assertThat(trial.front().counted()).doesNotContainKey("PUT /api/stacks/N");
      assertThat(before).hasSize(1);
      assertThat(trial.byHand("10.1.0.10").running(1, "a1s1")).isEqualTo(before);
    }
  }

  private static Progress ending(List<Outcome> ended) {
    return new Progress() {
      @Override
      public void ended(Outcome outcome) {
        ended.add(outcome);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.33.5", "2.45.0"})
  void aChangedSecretAloneIsDeployed(String version) {
    try (Trial trial = Trial.of("single-host", folder, version)) {
      trial.edit(
          VARIABLES,
          "{ \"name\": \"HTTP_PORT\"",
          "{ \"name\": \"DB_PASSWORD\", \"value\": \"${env:FIRST}\" },\n"
              + "        { \"name\": \"HTTP_PORT\"");
      trial.edit(
          COMPOSE,
          "    restart:",
          "    environment:\n      DB_PASSWORD: ${DB_PASSWORD}\n    restart:");
      trial.apply();
      assertThat(environment(trial)).contains("DB_PASSWORD=lab-value-of-FIRST");

      trial.edit(VARIABLES, "${env:FIRST}", "${env:SECOND}");
      assertThat(Trial.lines(trial.plan()))
          .containsExactly("UPDATE stack/web1/whoami CONFIG [env.DB_PASSWORD]");
      trial.apply();
      assertThat(environment(trial)).contains("DB_PASSWORD=lab-value-of-SECOND");
      assertThat(Trial.lines(trial.plan())).isEmpty();
      assertThat(new String(trial.state(), StandardCharsets.UTF_8))
          .doesNotContain("lab-value-of-FIRST", "lab-value-of-SECOND");
    }
  }

  /** The server writes values into a file in which Compose reads signs that mean something. */
  @ParameterizedTest
  @ValueSource(strings = {"2.33.5", "2.45.0"})
  void aValueFullOfSignsArrivesAsItIs(String version) throws Exception {
    String value = "pa$word #1 it's \"so\"\\";
    Files.writeString(folder.resolve("value"), value + "\n");
    try (Trial trial = Trial.of("single-host", folder, version)) {
      trial.edit(
          VARIABLES,
          "{ \"name\": \"HTTP_PORT\"",
          "{ \"name\": \"DB_PASSWORD\", \"value\": \"${file:"
              + folder.resolve("value")
              + "}\" },\n"
              + "        { \"name\": \"GREETING\", \"value\": \"costs 5$ # not more\" },\n"
              + "        { \"name\": \"HTTP_PORT\"");
      trial.edit(
          COMPOSE,
          "    restart:",
          """
              environment:
                DB_PASSWORD: ${DB_PASSWORD}
                GREETING: ${GREETING}
              restart:\
          """);
      trial.apply();
      assertThat(environment(trial))
          .contains("DB_PASSWORD=" + value, "GREETING=costs 5$ # not more");
      assertThat(Trial.lines(trial.plan())).isEmpty();
    }
  }

  private static List<String> environment(Trial trial) {
    Container container = trial.engine("web1").compose().containers("whoami").getFirst();
    return container.config().path("Env").valueStream().map(node -> node.asString("")).toList();
  }
}
