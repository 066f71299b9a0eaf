package dev.phoenix.provider.portainer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceType;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EndpointTypeTest {
  private final PortainerServerStub stub = new PortainerServerStub();
  private final ResourceType endpoints = stub.type("endpoint");

  @BeforeEach
  void world() {
    stub.answer("GET", "/api/endpoints", 200, "[]");
    stub.answer("GET", "/api/tags", 200, Recording.body("environments", "list tags"));
    stub.answer("GET", "/api/endpoint_groups", 200, Recording.body("environments", "list groups"));
    stub.answer("GET", "/api/endpoints/1/docker/containers/json", 200, "[]");
  }

  @AfterEach
  void close() {
    stub.close();
  }

  private static Resource host(String tag) {
    return FakeWork.resource(
        "endpoint/web1",
        """
        {'server':'server/main','name':'vm-8001','url':'tcp://127.0.0.1:9001','public_url':'127.0.0.1',
         'group':'Unassigned','tags':['%s']}
        """
            .formatted(tag),
        Map.of());
  }

  @Test
  void isCreatedAsAFormWithAllThreeTlsFlags() throws Exception {
    stub.answer("POST", "/api/endpoints", 200, Recording.body("environments", "environment"));
    Identity made = endpoints.create(host("production"), stub.work);
    assertThat(made.part("id")).isEqualTo("1");
    assertThat(made.part("instance")).isNotEmpty();
    assertThat(stub.sent("POST", "/api/endpoints"))
        .contains("TLSSkipClientVerify", "TLSSkipVerify", "ContainerEngine", "[1]");
  }

  @Test
  void anUnknownTagIsFoundBeforeTheServerLeaksARecord() {
    assertThatThrownBy(() -> endpoints.create(host("nope"), stub.work))
        .hasMessageContaining("no tag nope");
    assertThat(stub.asked()).noneMatch(asked -> asked.startsWith("POST"));
  }

  @Test
  void anAgentThatDoesNotListenYetIsWaitedFor() {
    stub.answer(
        "POST",
        "/api/endpoints",
        500,
        Recording.body("environments", "environment, agent does not listen"));
    assertThatThrownBy(() -> endpoints.create(host("production"), stub.work))
        .hasMessageContaining("connection refused")
        .hasMessageContaining("firewalls");
    assertThat(stub.asked())
        .filteredOn(asked -> asked.equals("POST /api/endpoints"))
        .hasSizeGreaterThan(10);
  }

  /** Servers since 2.42 answer some of these with 400 and their cause alone. */
  @Test
  void anAgentThatDoesNotListenYetIsWaitedForOnNewServersToo() throws Exception {
    stub.faultBefore(
        "POST",
        "/api/endpoints",
        aResponse()
            .withStatus(400)
            .withBody(
                "{\"message\":\"Get \\\"https://127.0.0.1:9001/ping\\\": dial tcp 127.0.0.1:9001: connect: connection refused\"}"),
        200,
        Recording.body("environments", "environment"));
    assertThat(endpoints.create(host("production"), stub.work).part("id")).isEqualTo("1");
  }

  @Test
  void aLostAnswerIsLookedUp() throws Exception {
    stub.cut("POST", "/api/endpoints");
    stub.answer(
        "GET", "/api/endpoints", 200, "[" + Recording.body("environments", "environment") + "]");
    stub.answer("PUT", "/api/endpoints/1", 200, "{}");
    assertThat(endpoints.create(host("production"), stub.work).part("id")).isEqualTo("1");
  }

  /** The server would keep its type and put an agent's URL into it, which never works. */
  @Test
  void anEnvironmentOfTheNameWithoutAnAgentIsNotTaken() {
    stub.answer(
        "GET",
        "/api/endpoints",
        200,
        "["
            + Recording.body("environments", "environment").replace("\"Type\":2", "\"Type\":1")
            + "]");

    assertThatThrownBy(() -> endpoints.read(FakeWork.wanted(host("production")), stub.work))
        .hasMessageContaining("does not go through an agent (its type is 1)");
  }

  @Test
  void saysThatAnEngineIsTooNewForTheServer() {
    stub.answer(
        "POST",
        "/api/endpoints",
        500,
        "{\"message\":\"Unable to initiate communications with environment\",\"details\":\"Error response from daemon: client version 1.41 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version\"}");

    assertThatThrownBy(() -> endpoints.create(host("production"), stub.work))
        .hasMessageContaining("2.33.5, 2.36 or newer, or an engine before 29");
  }

  @Test
  void readsARecordedEnvironment() throws Exception {
    stub.answer(
        "GET", "/api/endpoints", 200, "[" + Recording.body("environments", "environment") + "]");
    Observation seen = endpoints.read(FakeWork.wanted(host("production")), stub.work);
    assertThat(seen)
        .isInstanceOfSatisfying(
            Observation.Present.class,
            present -> {
              assertThat(present.attributes().text("url")).isEqualTo("tcp://127.0.0.1:9001");
              assertThat(present.attributes().text("group")).isEqualTo("lab");
            });
  }
}
