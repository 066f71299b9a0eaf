package dev.phoenix.provider.portainer;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.phoenix.lab.http.HttpFront;
import dev.phoenix.lab.http.Identity;
import dev.phoenix.lab.http.Weather;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.connection.Trust;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.ResourceFailure;
import java.util.Set;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TrustTest {
  private final WireMockServer server =
      new WireMockServer(
          wireMockConfig().dynamicPort().dynamicHttpsPort().bindAddress("127.0.0.1"));

  @BeforeEach
  void start() {
    server.start();
    server.stubFor(get("/api/system/status").willReturn(okJson("{\"InstanceID\":\"i1\"}")));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private PortainerApi api(Trust trust) {
    return api(trust, server.httpsPort());
  }

  private static PortainerApi api(Trust trust, int port) {
    return new PortainerApi(
        "server/main",
        HttpUrl.get("https://127.0.0.1:" + port + "/api"),
        Network.real(),
        trust,
        new Credentials.None(),
        new Redaction(),
        Repetition.usual());
  }

  private static String instance(PortainerApi api) throws ResourceFailure {
    return api.exchange(PortainerRequest.get("ask for the status", "system/status"))
        .json()
        .path("InstanceID")
        .asString("");
  }

  @Test
  void theFirstContactPinsAndTheSameCertificateIsTakenAgain() throws Exception {
    PortainerApi first = api(new Trust.Pin(null));
    assertThat(instance(first)).isEqualTo("i1");
    String pinned = first.fingerprint();
    assertThat(pinned).startsWith("sha256:").hasSize(71);
    assertThat(instance(api(new Trust.Pin(pinned)))).isEqualTo("i1");
    assertThat(instance(api(new Trust.Fingerprints(Set.of(String.valueOf(pinned))))))
        .isEqualTo("i1");
  }

  @Test
  void anotherCertificateThanThePinnedOneIsRefused() {
    assertThatThrownBy(() -> instance(api(new Trust.Pin("sha256:00"))))
        .hasMessageContaining("pinned at the first contact")
        .hasMessageContaining("tls mode system, or ca with a file")
        .hasMessageContaining("sha256:00");
  }

  @Test
  void aCertificateThatNobodyKnowsIsRefusedByTheMachine() {
    assertThatThrownBy(() -> instance(api(new Trust.Machine())))
        .isInstanceOf(ResourceFailure.class);
  }

  @Test
  void whatAKnownAuthorityHasSignedIsTaken() throws Exception {
    Identity identity = Identity.make();
    String certificate =
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----"
            .formatted(identity.toText().split(" ", 2)[1]);
    dev.phoenix.lab.http.Reply status =
        dev.phoenix.lab.http.Reply.text(200, "application/json", "{\"InstanceID\":\"i2\"}");
    try (HttpFront front = HttpFront.open(_ -> status, identity, Weather.fair())) {
      int port = front.address().getPort();
      assertThat(instance(api(new Trust.Authority(certificate), port))).isEqualTo("i2");
      assertThatThrownBy(() -> instance(api(new Trust.Machine(), port)))
          .isInstanceOf(ResourceFailure.class);
    }
  }

  @Test
  void everyCertificateIsTakenOnlyWhereThatIsWrittenOut() throws Exception {
    assertThat(instance(api(new Trust.Insecure()))).isEqualTo("i1");
  }
}
