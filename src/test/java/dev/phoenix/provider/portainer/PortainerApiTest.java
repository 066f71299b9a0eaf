package dev.phoenix.provider.portainer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Unreachable;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PortainerApiTest {
  private static final Resource TAG =
      FakeWork.resource("tag/production", "{'server':'server/main','name':'production'}", Map.of());

  private static Observation read(PortainerServerStub stub) throws Exception {
    return stub.type("tag").read(FakeWork.wanted(TAG), stub.work);
  }

  @Test
  void readsRecordedTagsWithAnApiKeyAlone() throws Exception {
    try (var stub = new PortainerServerStub()) {
      stub.answer("GET", "/api/tags", 200, Recording.body("environments", "list tags"));
      assertThat(read(stub))
          .isInstanceOfSatisfying(
              Observation.Present.class,
              seen -> assertThat(seen.attributes()).isEqualTo(TAG.attributes()));
      var request = stub.server.getAllServeEvents().getFirst().getRequest();
      assertThat(request.getHeader("X-API-KEY")).isEqualTo(PortainerServerStub.KEY.reveal());
      assertThat(request.containsHeader("Authorization")).isFalse();
      assertThat(request.containsHeader("Cookie")).isFalse();
      assertThat(request.containsHeader("Origin")).isFalse();
    }
  }

  @Test
  void logsInOnceAndAfterARestartOfTheServerOnceMore() throws Exception {
    try (var stub =
        new PortainerServerStub(Map.of("admin_password", new Secret("planted-password")))) {
      stub.answer("POST", "/api/auth", 200, "{\"jwt\":\"one\"}");
      stub.answer("GET", "/api/tags", 401, Recording.body("auth", "bad JWT"));
      assertThat(read(stub)).isInstanceOf(Unreachable.class);
      assertThat(stub.asked()).filteredOn(asked -> asked.equals("POST /api/auth")).hasSize(2);
      assertThat(stub.asked()).filteredOn(asked -> asked.equals("GET /api/tags")).hasSize(2);
    }
  }

  @Test
  void theTokenOfALogInIsNeverSaid() throws Exception {
    String token = "eyJhbGciOiJIUzI1NiJ9.planted-token";
    try (var stub =
        new PortainerServerStub(Map.of("admin_password", new Secret("planted-password")))) {
      stub.answer("POST", "/api/auth", 200, "{\"jwt\":\"" + token + "\"}");
      stub.answer("GET", "/api/tags", 500, "{\"message\":\"asked with Bearer " + token + "\"}");
      assertThat(read(stub))
          .isInstanceOfSatisfying(
              Unreachable.class,
              seen ->
                  assertThat(seen.reason())
                      .contains("asked with Bearer (sensitive)")
                      .doesNotContain(token));
    }
    try (var stub =
        new PortainerServerStub(Map.of("admin_password", new Secret("planted-password")))) {
      stub.answer("POST", "/api/auth", 200, "{\"token\":\"" + token + "\"}");
      assertThat(read(stub))
          .isInstanceOfSatisfying(
              Unreachable.class,
              seen ->
                  assertThat(seen.reason())
                      .contains("what answers is not Portainer")
                      .doesNotContain(token));
    }
  }

  /** Ten log-ins in a second close the server for an hour, and no log-in there cures this one. */
  @Test
  void whatARegistryThinksOfALogInIsNoMatterOfOurs() throws Exception {
    try (var stub =
        new PortainerServerStub(Map.of("admin_password", new Secret("planted-password")))) {
      stub.answer("POST", "/api/auth", 200, "{\"jwt\":\"one\"}");
      stub.answer(
          "POST",
          "/api/endpoints/1/docker/images/create",
          401,
          "{\"message\":\"unauthorized: incorrect username or password\"}");
      Server server =
          new Servers(Network.real(), new Redaction(), Repetition.usual())
              .of(TAG.attributes(), stub.work);
      ImagePull pull =
          new ImagePull(server, 1, "registry.example/a:1", "always", OptionalInt.of(3));

      assertThatThrownBy(() -> pull.run(stub.work))
          .hasMessageStartingWith("cannot be pulled: unauthorized: incorrect username");

      assertThat(stub.asked()).filteredOn(asked -> asked.equals("POST /api/auth")).hasSize(1);
    }
  }

  /** Stores of secrets hand them out with the line break of the file that they came from. */
  @ParameterizedTest
  @ValueSource(strings = {"ptr_planted\n", "ptr_plantéd", ""})
  void aKeyThatNoHeaderTakesIsSaidSo(String key) throws Exception {
    try (var stub = new PortainerServerStub(Map.of("api_key", new Secret(key)))) {
      assertThat(read(stub))
          .isInstanceOfSatisfying(
              Unreachable.class,
              seen ->
                  assertThat(seen.reason())
                      .contains("perhaps a line break at its end")
                      .doesNotContain("ptr_"));
    }
  }

  @Test
  void aRefusedLogInIsNotTriedAgain() throws Exception {
    try (var stub =
        new PortainerServerStub(Map.of("admin_password", new Secret("planted-password")))) {
      stub.answer("POST", "/api/auth", 422, Recording.body("auth", "login, wrong password"));
      for (int i = 0; i < 15; i++) {
        stub.type("tag").invalidate(FakeWork.wanted(TAG));
        assertThat(read(stub))
            .isInstanceOfSatisfying(
                Unreachable.class,
                seen ->
                    assertThat(seen.reason())
                        .contains("Invalid credentials", "data volume")
                        .doesNotContain("planted-password"));
      }
      assertThat(stub.asked()).filteredOn(asked -> asked.equals("POST /api/auth")).hasSize(1);
    }
  }

  @Test
  void aLockedServerIsSaidSo() throws Exception {
    try (var stub = new PortainerServerStub()) {
      stub.server.stubFor(
          get("/api/system/status")
              .willReturn(
                  aResponse().withStatus(303).withHeader("redirect-reason", "AdminInitTimeout")));
      assertThat(read(stub))
          .isInstanceOfSatisfying(
              Unreachable.class, seen -> assertThat(seen.reason()).contains("five minutes"));
    }
  }

  private static Stream<Named<ResponseDefinitionBuilder>> passingFaults() {
    return Stream.of(
        Named.of("busy", aResponse().withStatus(503).withBody("<html>starting</html>")),
        Named.of("bad gateway", aResponse().withStatus(502)),
        Named.of("gateway timeout", aResponse().withStatus(504)),
        Named.of("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
        Named.of("closed", aResponse().withFault(Fault.EMPTY_RESPONSE)),
        Named.of("cut", aResponse().withStatus(200).withFault(Fault.MALFORMED_RESPONSE_CHUNK)));
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void aFaultThatPassesIsAskedAgain(ResponseDefinitionBuilder fault) throws Exception {
    try (var stub = new PortainerServerStub()) {
      stub.faultBefore("GET", "/api/tags", fault, 200, Recording.body("environments", "list tags"));
      assertThat(read(stub)).isInstanceOf(Observation.Present.class);
      assertThat(stub.asked()).filteredOn(asked -> asked.equals("GET /api/tags")).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void aLogInWhoseAnswerIsLostIsTriedAgain(ResponseDefinitionBuilder fault) throws Exception {
    try (var stub =
        new PortainerServerStub(Map.of("admin_password", new Secret("planted-password")))) {
      stub.faultBefore("POST", "/api/auth", fault, 200, "{\"jwt\":\"one\"}");
      stub.answer("GET", "/api/tags", 200, Recording.body("environments", "list tags"));
      assertThat(read(stub)).isInstanceOf(Observation.Present.class);
      assertThat(stub.asked()).filteredOn(asked -> asked.equals("POST /api/auth")).hasSize(2);
    }
  }

  @Test
  void aFaultThatStaysIsAskedFourTimesAndSaid() throws Exception {
    try (var stub = new PortainerServerStub()) {
      stub.answer("GET", "/api/tags", 502, "<html>Bad Gateway</html>");
      assertThat(read(stub))
          .isEqualTo(new Unreachable("server/main: cannot list the tags: HTTP 502"));
      assertThat(stub.asked()).filteredOn(asked -> asked.equals("GET /api/tags")).hasSize(4);
      assertThat(stub.work.time.nanos()).isLessThan(Duration.ofSeconds(1).toNanos());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 500})
  void whatTheServerRefusesIsNotAskedAgain(int status) throws Exception {
    try (var stub = new PortainerServerStub()) {
      stub.answer("GET", "/api/tags", status, "{\"message\":\"no\",\"details\":\"no\"}");
      String right = status == 403 ? "; GET /api/tags needs an administrator of Portainer" : "";
      assertThat(read(stub))
          .isEqualTo(new Unreachable("server/main: cannot list the tags: no" + right));
      assertThat(stub.asked()).filteredOn(asked -> asked.equals("GET /api/tags")).hasSize(1);
    }
  }

  /** What is between may go on with it after it gave up waiting (Cloudflare: 520 to 524). */
  @ParameterizedTest
  @ValueSource(ints = {500, 504, 520, 522, 524, 598})
  void whoeverGivesUpInBetweenSaysNothingOfTheServer(int status) throws Exception {
    try (var stub = new PortainerServerStub()) {
      stub.answer("GET", "/api/tags", 200, "[]");
      stub.answer("POST", "/api/tags", status, "<html>A timeout occurred</html>");
      assertThatThrownBy(() -> stub.type("tag").create(TAG, stub.work))
          .isInstanceOfSatisfying(
              ResourceFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(ResourceFailure.Kind.AMBIGUOUS));
    }
  }

  @Test
  void whatChangesSomethingIsSentOnce() throws Exception {
    try (var stub = new PortainerServerStub()) {
      stub.answer("GET", "/api/tags", 200, "[]");
      stub.answer("POST", "/api/tags", 502, "");
      assertThatThrownBy(() -> stub.type("tag").create(TAG, stub.work))
          .isInstanceOfSatisfying(
              ResourceFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(ResourceFailure.Kind.AMBIGUOUS))
          .hasMessage(
              "server/main: cannot create tag production: a proxy gave up waiting (HTTP 502), so it may still happen");
      assertThat(stub.asked()).filteredOn(asked -> asked.equals("POST /api/tags")).hasSize(1);
    }
  }

  /** Read as an empty list it would have everything made anew, and what is to go forgotten. */
  @ParameterizedTest
  @ValueSource(
      strings = {"<!DOCTYPE html><title>Log in</title>", "", "Sign in", "{\"message\":\"no\"}"})
  void whatIsNoListIsNotTakenForAnEmptyOne(String body) throws Exception {
    try (var stub = new PortainerServerStub()) {
      stub.answer("GET", "/api/tags", 200, body);
      assertThat(read(stub))
          .isInstanceOfSatisfying(
              Unreachable.class,
              seen ->
                  assertThat(seen.reason())
                      .startsWith("server/main: cannot list the tags: what answers is not"));
    }
  }

  @Test
  void aPageInPlaceOfAnAnswerHasDoneNothing() throws Exception {
    try (var stub = new PortainerServerStub()) {
      stub.answer("GET", "/api/tags", 200, "[]");
      stub.answer("POST", "/api/tags", 200, "<html>Log in</html>");
      assertThatThrownBy(() -> stub.type("tag").create(TAG, stub.work))
          .isInstanceOfSatisfying(
              ResourceFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(ResourceFailure.Kind.UNREACHABLE));
    }
  }

  @Test
  void whatIsNotThereCannotHaveObjects() throws Exception {
    try (var stub = new PortainerServerStub()) {
      stub.work.observe(FakeWork.SERVER, new Observation.Absent());
      assertThat(read(stub)).isInstanceOf(Observation.Absent.class);
      assertThat(stub.asked()).isEmpty();
    }
  }
}
