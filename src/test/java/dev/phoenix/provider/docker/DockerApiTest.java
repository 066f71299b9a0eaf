package dev.phoenix.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.provider.connection.Route;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Secret;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerApiTest {
  private static final String TOO_OLD =
      "{\"message\":\"client version 1.41 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version\"}";

  @TempDir Path folder;
  private FakeEngine engine;
  private DockerApi api;

  @BeforeEach
  void start() throws Exception {
    engine = new FakeEngine(folder);
    api = engine.api();
  }

  @AfterEach
  void stop() throws Exception {
    engine.close();
  }

  private static AbstractThrowableAssert<?, ?> assertFails(Kind kind, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ResourceFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  @Test
  void agreesOnTheVersionThatBothKnow() throws Exception {
    engine.answer("GET /v1.49/networks", 200, "[]");
    api.networks().list();
    api.networks().list();

    assertThat(engine.requests())
        .containsExactly("GET /version", "GET /v1.49/networks", "GET /v1.49/networks");
  }

  @Test
  void asksANewerEngineForWhatItKnows() throws Exception {
    engine
        .answer("GET /version", 200, "{\"ApiVersion\":\"2.3\",\"MinAPIVersion\":\"1.44\"}")
        .answer("GET /v1.51/networks", 200, "[]");

    assertThat(api.networks().list()).isEmpty();
  }

  /** An upgrade moves the oldest version that an engine takes: 29 refuses all below 1.44. */
  @Test
  void agreesAnewWithAnEngineThatWasExchanged() throws Exception {
    String upgraded = "{\"Version\":\"29.1.0\",\"ApiVersion\":\"1.52\",\"MinAPIVersion\":\"1.44\"}";
    engine
        .answer("GET /version", 200, "{\"ApiVersion\":\"1.41\",\"MinAPIVersion\":\"1.12\"}")
        .answer("GET /v1.41/networks", 200, "[]");
    api.networks().list();

    engine
        .answer("GET /version", 200, upgraded)
        .answer("GET /v1.41/info", 400, TOO_OLD)
        .answer("GET /v1.51/info", 200, "{\"ID\":\"engine-1\"}");

    assertThat(api.info().id()).isEqualTo("engine-1");
  }

  @Test
  void asksOnlyOnceMoreForAVersion() {
    engine.answer("POST /v1.49/containers/web/start", 400, TOO_OLD);

    assertFails(Kind.PERMANENT, () -> api.containers().start("web"))
        .hasMessageContaining("client version 1.41 is too old");
    assertThat(engine.requests()).filteredOn(request -> request.startsWith("POST")).hasSize(2);
  }

  @Test
  void refusesAnEngineThatIsTooOld() {
    engine.answer("GET /version", 200, "{\"Version\":\"19.03.1\",\"ApiVersion\":\"1.40\"}");

    assertFails(Kind.PERMANENT, () -> api.networks().list())
        .hasMessage(
            "docker/web1: the Docker Engine is too old: it is 19.03.1 with API 1.40, and phoenix needs 20.10 or newer (API 1.41); update it");
  }

  @Test
  void saysWhatTheEngineSays() {
    engine.answer(
        "POST /v1.49/containers/web/start", 500, "{\"message\":\"port is already allocated\"}");

    assertFails(Kind.PERMANENT, () -> api.containers().start("web"))
        .hasMessage("docker/web1: cannot start container web: port is already allocated");
  }

  @Test
  void takesAlreadySoForSuccess() throws Exception {
    engine
        .answer("POST /v1.49/containers/web/start", 304, "")
        .answer("DELETE /v1.49/containers/web?force=true", 404, "{\"message\":\"no such\"}");

    api.containers().start("web");
    api.containers().remove("web");
  }

  @Test
  void neverRepeatsAChangeThatMayHaveHappened() {
    engine.answer("POST /v1.49/containers/web/start", 0, "");

    assertFails(Kind.AMBIGUOUS, () -> api.containers().start("web"))
        .hasMessageContaining("sent, but no answer came");
    assertThat(engine.requests()).containsOnlyOnce("POST /v1.49/containers/web/start");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 502, 503, 504})
  void asksAgainAfterAFaultThatPasses(int fault) throws Exception {
    engine.faultBefore("GET /v1.49/networks", fault, 200, "[]");

    assertThat(api.networks().list()).isEmpty();
    assertThat(engine.requests())
        .containsExactly("GET /version", "GET /v1.49/networks", "GET /v1.49/networks");
  }

  @Test
  void asksFourTimesForWhatNeverAnswers() {
    engine.answer("GET /v1.49/networks", 0, "");

    assertFails(Kind.UNREACHABLE, () -> api.networks().list())
        .hasMessageContaining("the Docker Engine did not answer");
    assertThat(engine.requests())
        .filteredOn(request -> request.equals("GET /v1.49/networks"))
        .hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 504})
  void whatGotLostOnTheWayIsNotRefused(int status) {
    engine.answer("GET /v1.49/networks", status, "");
    engine.answer("POST /v1.49/containers/web/restart?t=10", status, "");

    assertFails(Kind.UNREACHABLE, () -> api.networks().list())
        .hasMessage("docker/web1: cannot list the networks: HTTP " + status);
    assertFails(Kind.AMBIGUOUS, () -> api.containers().restart("web"))
        .hasMessage("docker/web1: cannot restart container web: HTTP " + status);
    assertThat(engine.requests()).filteredOn(request -> request.startsWith("POST")).hasSize(1);
  }

  @Test
  void tellsBusyFromBroken() {
    engine.answer("GET /v1.49/networks", 503, "{\"message\":\"swarm is starting\"}");

    assertFails(Kind.RETRYABLE, () -> api.networks().list())
        .hasMessage("docker/web1: cannot list the networks: swarm is starting");
  }

  @Test
  void saysThatNobodyListens() {
    DockerApi nowhere =
        new DockerApi(
            "docker/web2", Route.to(UnixDomainSocketAddress.of(folder.resolve("nothing"))));

    assertFails(Kind.UNREACHABLE, nowhere::ping)
        .hasMessageStartingWith("docker/web2: the Docker Engine does not answer: ");
  }

  @Test
  void noticesWhatIsNoEngine() {
    engine.answer("GET /version", 200, "<html>hello</html>");

    assertFails(Kind.PERMANENT, () -> api.networks().list())
        .hasMessageContaining("is this the socket of a Docker Engine?");
  }

  @Test
  void findsTheErrorInsideASuccessfulPull() {
    String request = "POST /v1.49/images/create?fromImage=demo%2Fweb&tag=1";
    engine.answer(
        request,
        200,
        """
        {"status":"Pulling from demo/web","id":"1"}
        {"status":"Pulling fs layer","id":"aa"}
        {"status":"Pulling fs layer","id":"bb"}
        {"status":"Pull complete","id":"aa"}
        {"errorDetail":{"message":"no space left on device"},"error":"no space left on device"}
        """);
    List<String> progress = new ArrayList<>();

    assertFails(
            Kind.PERMANENT,
            () ->
                api.images()
                    .pull(
                        "demo/web:1",
                        new RegistryLogin("r.example", "me", new Secret("very secret")),
                        progress::add))
        .hasMessage("docker/web1: cannot pull image demo/web:1: no space left on device");
    assertThat(progress)
        .containsExactly(
            "pulling demo/web:1",
            "pulling demo/web:1 (0 of 1 layers)",
            "pulling demo/web:1 (0 of 2 layers)",
            "pulling demo/web:1 (1 of 2 layers)");
  }
}
