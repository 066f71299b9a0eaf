package dev.phoenix.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class EngineTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource clock = () -> now;
  private final Storage storage = Storage.memory();
  private final Engine engine = engine();

  private Engine engine() {
    return new Engine(
        "web1",
        new Engine.Premises(
            storage, clock, new Random(1), Registries.USUAL, Engine.Appliances.NONE));
  }

  private static ObjectNode body(String json) {
    return (ObjectNode) JsonText.read(json);
  }

  private String run(String name, String json) {
    ObjectNode body = body(json);
    engine.images().pull(body.path("Image").asString(), null);
    Container container = engine.containers().create(name, body);
    engine.containers().start(name);
    return container.id();
  }

  private JsonNode state(String name) {
    return engine.containers().inspect(name).path("State");
  }

  @Test
  void pullsAnImageWhosePathRepeatsAName() {
    Engine engine = Engine.inMemory("web1");
    engine.images().pull("qdrant/qdrant:v1.15.4", null);
    assertThat(engine.images().has("qdrant/qdrant:v1.15.4")).isTrue();
  }

  @Test
  void aServiceRunsUntilItIsStopped() {
    run("web", "{\"Image\":\"nginx:1.27\"}");

    assertThat(state("web").path("Status").asString()).isEqualTo("running");
    assertThat(engine.containers().start("web")).isFalse();
    assertThat(engine.containers().stop("web")).isTrue();
    assertThat(state("web").path("Status").asString()).isEqualTo("exited");
    assertThat(engine.containers().stop("web")).isFalse();
  }

  @Test
  void aJobEndsByItselfAndACrashingServiceRestarts() {
    run("once", "{\"Image\":\"demo/idle:7\",\"Cmd\":[\"ls\",\"/bin\"]}");
    run(
        "crash",
        "{\"Image\":\"demo/idle:7\",\"Cmd\":[\"ls\",\"/none\"],\"HostConfig\":{\"RestartPolicy\":{\"Name\":\"always\"}}}");

    assertThat(state("once").path("Status").asString()).isEqualTo("running");
    now = now.plusSeconds(5);
    assertThat(state("once").path("Status").asString()).isEqualTo("exited");
    assertThat(state("once").path("ExitCode").asInt()).isZero();
    assertThat(state("crash").path("Status").asString()).isEqualTo("restarting");
    assertThat(state("crash").path("ExitCode").asInt()).isEqualTo(1);
  }

  @Test
  void aHealthCheckIsFirstUnknownThenDecided() {
    run(
        "sick",
        "{\"Image\":\"demo/idle:7\",\"Healthcheck\":{\"Test\":[\"CMD\",\"ls\",\"/none\"]}}");

    assertThat(state("sick").at("/Health/Status").asString()).isEqualTo("starting");
    now = now.plus(Duration.ofSeconds(5));
    assertThat(state("sick").at("/Health/Status").asString()).isEqualTo("unhealthy");
    assertThat(engine.containers().list(true, Filters.NONE).get(0).path("Status").asString())
        .isEqualTo("Up 5 seconds (unhealthy)");
  }

  @Test
  void aPortIsTakenOnlyWhileItsContainerRuns() {
    String ports =
        "\"HostConfig\":{\"PortBindings\":{\"80/tcp\":[{\"HostIp\":\"%s\",\"HostPort\":\"80\"}]}}";
    run("one", "{\"Image\":\"nginx:1\"," + ports.formatted("") + "}");
    engine
        .containers()
        .create("two", body("{\"Image\":\"nginx:1\"," + ports.formatted("127.0.0.1") + "}"));

    assertThatThrownBy(() -> engine.containers().start("two"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Bind for 127.0.0.1:80 failed: port is already allocated");
    assertThat(engine.publishing(80).map(Container::name)).contains("one");

    engine.containers().stop("one");
    assertThat(engine.containers().start("two")).isTrue();
  }

  @Test
  void pullsFailAsTheEngineRecordedThem() {
    assertThatThrownBy(() -> engine.images().pull("127.0.0.1:5555/none:1", null))
        .hasMessage(
            "Get \"http://127.0.0.1:5555/v2/\": dial tcp 127.0.0.1:5555: connect: connection"
                + " refused");
    assertThatThrownBy(() -> engine.images().pull("127.0.0.1:5000/demo/idle:missing", null))
        .hasMessage(
            "manifest for 127.0.0.1:5000/demo/idle:missing not found: manifest unknown: manifest"
                + " unknown");
    assertThatThrownBy(() -> engine.images().pull("demo/idle:", null))
        .hasMessage("invalid reference format");
    Registries priv =
        new Registries(
            java.util.Set.of(), java.util.Set.of(), Map.of("127.0.0.1:5001", new Login("u", "p")));
    Reference image = Reference.of("127.0.0.1:5001/team/idle:3");
    assertThatThrownBy(() -> priv.ask(image, null))
        .hasMessage(
            "Head \"http://127.0.0.1:5001/v2/team/idle/manifests/3\": no basic auth credentials");
    assertThatThrownBy(() -> priv.ask(image, new Login("u", "wrong")))
        .hasMessage("unauthorized: authentication required");
    priv.ask(image, new Login("u", "p"));
  }

  @Test
  void aVolumeThatIsThereIsAnsweredUnchanged() {
    engine.volumes().create(body("{\"Name\":\"data1\",\"DriverOpts\":{\"o\":\"x\"}}"));

    ObjectNode again =
        engine.volumes().create(body("{\"Name\":\"data1\",\"Labels\":{\"a\":\"b\"}}"));

    assertThat(again.at("/Options/o").asString()).isEqualTo("x");
    assertThat(again.path("Labels").isNull()).isTrue();
    engine.volumes().remove("data1");
    assertThatThrownBy(() -> engine.volumes().remove("data1"))
        .hasMessage("get data1: no such volume");
  }

  @Test
  void aVolumeInUseStaysAndANameIsTakenOnce() {
    run("db", "{\"Image\":\"postgres:16\",\"HostConfig\":{\"Binds\":[\"data:/var/lib/db\"]}}");

    assertThatThrownBy(() -> engine.volumes().remove("data")).hasMessageContaining("in use");
    assertThatThrownBy(() -> engine.containers().create("db", body("{\"Image\":\"postgres:16\"}")))
        .hasMessageContaining("The container name \"/db\" is already in use");
    assertThatThrownBy(() -> engine.containers().remove("db", false))
        .hasMessageContaining("You cannot remove a running container");
    engine.networks().create(body("{\"Name\":\"front\"}"));
    assertThatThrownBy(() -> engine.networks().create(body("{\"Name\":\"front\"}")))
        .hasMessage("network with name front already exists");
  }

  @Test
  void theWorldOutlivesTheProcess() {
    String id = run("web", "{\"Image\":\"nginx:1.27\",\"Env\":[\"A=b\"]}");
    engine.containers().put("web", Map.of("/etc/a", "text".getBytes(StandardCharsets.UTF_8)));
    JsonNode before = engine.containers().inspect("web");

    Engine again = engine();

    assertThat(again.containers().inspect(id)).isEqualTo(before);
    assertThat(again.info().path("ID")).isEqualTo(engine.info().path("ID"));
    assertThat(again.containers().file(again.containers().get("web"), "/etc/a"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("text");
  }

  @Test
  void composeMakesAProjectRunAndLeavesWhatIsUnchanged() {
    ComposeProject project = project("nginx:1.27");
    engine.compose().up(project);
    String first = engine.containers().get("app-web-1").id();
    engine.compose().up(project);

    assertThat(engine.containers().get("app-web-1").id()).isEqualTo(first);
    assertThat(engine.networks().has("app_default")).isTrue();
    engine.compose().up(project("nginx:1.28"));
    assertThat(engine.containers().get("app-web-1").id()).isNotEqualTo(first);
    assertThatThrownBy(() -> engine.compose().up(project("127.0.0.1:5555/none:1")))
        .hasMessageStartingWith(" web Pulling \n web Error Get \"http://127.0.0.1:5555/v2/\"")
        .hasMessageContaining("\nError response from daemon: Get");
    engine.compose().down("app");
    assertThat(engine.containers().all()).isEmpty();
    assertThat(engine.networks().has("app_default")).isFalse();
  }

  private static ComposeProject project(String image) {
    return new ComposeProject(
        "app",
        "/data/compose/1/docker-compose.yml",
        List.of(
            new ComposeProject.Service(
                "web",
                "",
                1,
                body("{\"Image\":\"%s\"}".formatted(image)),
                List.of("default"),
                List.of(),
                "missing",
                null)),
        Map.of("default", new ComposeProject.Network("app_default", false, body("{}"))),
        Map.of());
  }
}
