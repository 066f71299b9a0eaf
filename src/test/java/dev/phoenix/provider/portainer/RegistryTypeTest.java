package dev.phoenix.provider.portainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Secret;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RegistryTypeTest {
  private static final Resource LAB =
      FakeWork.resource(
          "registry/lab",
          """
          {'server':'server/main','name':'lab','type':'custom','url':'127.0.0.1:5001',
           'authentication':true,'username':'ci'}
          """,
          Map.of("password", new Secret("planted-registry-password")));

  private final PortainerServerStub stub = new PortainerServerStub();
  private final ResourceType registries = stub.type("registry");

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void readsARecordedListWithItsPasswordAsASecret() throws Exception {
    stub.answer("GET", "/api/registries", 200, Recording.body("registries", "registries"));
    assertThat(registries.read(FakeWork.wanted(LAB), stub.work))
        .isInstanceOfSatisfying(
            Observation.Present.class,
            seen -> {
              assertThat(seen.attributes()).isEqualTo(LAB.attributes());
              assertThat(seen.secrets()).containsKey("password");
              assertThat(seen.toString()).doesNotContain("<registry password>");
            });
  }

  @Test
  void isCreatedWithItsPassword() throws Exception {
    stub.answer("GET", "/api/registries", 200, "[]");
    stub.answer("POST", "/api/registries", 200, Recording.body("registries", "registry"));
    assertThat(registries.create(LAB, stub.work).part("id")).isEqualTo("1");
    assertThat(stub.sent("POST", "/api/registries")).contains("planted-registry-password");
  }

  /** What the server's own validation asks of these two beside the URL. */
  @Test
  void givesProGetItsBaseAndEcrItsRegion() throws Exception {
    stub.answer("GET", "/api/registries", 200, "[]");
    stub.answer("POST", "/api/registries", 200, Recording.body("registries", "registry"));

    registries.create(of("proget", "proget.example/feed"), stub.work);
    assertThat(stub.sent("POST", "/api/registries"))
        .contains("\"Type\":5", "\"BaseURL\":\"proget.example\"");

    registries.create(of("ecr", "1234.dkr.ecr.eu-central-1.amazonaws.com"), stub.work);
    assertThat(stub.sent("POST", "/api/registries"))
        .contains("\"Type\":7", "\"Ecr\":{\"Region\":\"eu-central-1\"}");

    assertThatThrownBy(() -> registries.create(of("ecr", "registry.example"), stub.work))
        .hasMessageContaining("ACCOUNT.dkr.ecr.REGION.amazonaws.com");
  }

  private static Resource of(String type, String url) {
    return FakeWork.resource(
        "registry/lab",
        "{'server':'server/main','name':'lab','type':'%s','url':'%s','authentication':true,'username':'ci'}"
            .formatted(type, url),
        Map.of("password", new Secret("planted-registry-password")));
  }

  @Test
  void isNotThereWhereTheListDoesNotHaveIt() throws Exception {
    stub.answer("GET", "/api/registries", 200, "[]");
    assertThat(registries.read(FakeWork.wanted(LAB), stub.work))
        .isEqualTo(new Observation.Absent());
  }

  @Test
  void isChangedInPlace() throws Exception {
    stub.answer("GET", "/api/registries", 200, Recording.body("registries", "registries"));
    stub.answer("PUT", "/api/registries/1", 200, Recording.body("registries", "registry, update"));
    Observation.Present seen =
        (Observation.Present) registries.read(FakeWork.wanted(LAB), stub.work);
    assertThat(registries.update(LAB, seen, stub.work)).isEqualTo(seen.identity());
    assertThat(stub.sent("PUT", "/api/registries/1"))
        .contains("\"Name\":\"lab\"", "\"Username\":\"ci\"", "planted-registry-password");
  }

  @Test
  void aDeleteWhoseConnectionIsClosedIsSettledByALook() throws Exception {
    stub.answers("GET", "/api/registries", 200, Recording.body("registries", "registries"), "[]");
    stub.cut("DELETE", "/api/registries/1");
    registries.delete(
        new Recorded(
            LAB.address(),
            Identity.UNKNOWN,
            LAB.attributes(),
            new TreeMap<>(),
            new TreeSet<>(),
            null,
            Recorded.Status.OK),
        stub.work);
    assertThat(stub.asked()).contains("DELETE /api/registries/1");
  }
}
