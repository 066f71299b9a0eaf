package dev.phoenix.provider.portainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Unreachable;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
          com.github.tomakehurst.wiremock.client.WireMock.get("/api/system/status")
              .willReturn(
                  com.github.tomakehurst.wiremock.client.WireMock.aResponse()
                      .withStatus(303)
                      .withHeader("redirect-reason", "AdminInitTimeout")));
      assertThat(read(stub))
          .isInstanceOfSatisfying(
              Unreachable.class, seen -> assertThat(seen.reason()).contains("five minutes"));
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
