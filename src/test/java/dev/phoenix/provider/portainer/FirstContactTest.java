package dev.phoenix.provider.portainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.configuration.compose.ComposeReader;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.lab.http.HttpFront;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Weather;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Planner;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.docker.DockerHosts;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Subject;
import dev.phoenix.state.SecretDigests;
import dev.phoenix.state.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class FirstContactTest {
  private final Resource server = PortainerLab.server("2.33.5", PortainerLab.PASSWORD);

  private static Reply answer(Request request) {
    return Reply.text(
        200,
        "application/json",
        request.path().endsWith("/users/me")
            ? "{\"Id\":1}"
            : "{\"InstanceID\":\"i1\",\"Version\":\"2.33.5\"}");
  }

  @Test
  void aPlanSaysWhichCertificateItSawFirst() throws Exception {
    var certificate = dev.phoenix.lab.http.Identity.make();
    try (HttpFront front = HttpFront.open(FirstContactTest::answer, certificate, Weather.fair());
        DockerHosts hosts = new DockerHosts(Network.real());
        PortainerProvider provider =
            new PortainerProvider(
                Network.real(), hosts, new Redaction(), ComposeReader::refusals)) {
      String url = "https://127.0.0.1:" + front.address().getPort();
      Resource used =
          FakeWork.resource(
              "server/main",
              "{'managed':false,'url':'%s','tls':{'mode':'pin'},'admin_user':'admin'}"
                  .formatted(url),
              Map.of("api_key", PortainerServerStub.KEY));

      Plan plan =
          new Planner(new ResourceTypes(List.of(provider)))
              .plan(
                  List.of(used),
                  new State("lineage", 1, new TreeMap<>()),
                  new SecretDigests("lineage"),
                  PlanOptions.USUAL,
                  new Diagnostics());

      assertThat(plan.warnings())
          .singleElement()
          .satisfies(warning -> {
            assertThat(warning.summary())
                .isEqualTo(
                    "the certificate of server/main is believed because it is the first one seen");
            assertThat(warning.detail())
                .startsWith(url + " shows " + certificate.fingerprint() + ". The next apply");
          });
    }
  }

  @Test
  void aCertificateThatOnlyCameFirstIsSaid() {
    Observation.Present seen =
        new Observation.Present(Identity.of("fingerprint", "sha256:ab12"), Attributes.NONE);

    List<Diagnostic> remarks = FirstContact.remarks(FakeWork.wanted(server), seen);

    assertThat(remarks)
        .containsExactly(
            Diagnostic.warning(
                    "the certificate of server/main is believed because it is the first one seen",
                    "https://10.0.0.11:9443 shows sha256:ab12. The next apply records it, and from then on only this one is taken. To have it checked now, compare it on the server's own host (openssl s_client -connect localhost:9443 </dev/null | openssl x509 -noout -fingerprint -sha256) and write \"tls\": {\"fingerprint\": \"sha256:ab12\"} into portainer_api.")
                .about("server/main"));
    Subject recorded =
        new Subject(server.address(), server, PortainerLab.recorded(server, seen.identity()));
    assertThat(FirstContact.remarks(recorded, seen)).isEmpty();
  }

  @Test
  void ofAServerWithANameItIsSaidHowItsAuthorityIsTrusted() {
    Observation.Present seen =
        new Observation.Present(Identity.of("fingerprint", "sha256:ab12"), Attributes.NONE);
    Resource named =
        FakeWork.resource(
            "server/main",
            "{'managed':false,'url':'https://portainer.example.org','tls':{'mode':'pin'}}",
            Map.of());

    assertThat(FirstContact.remarks(FakeWork.wanted(named), seen))
        .singleElement()
        .satisfies(remark ->
            assertThat(remark.detail()).contains("write \"tls\": {\"mode\": \"system\"} instead"));
  }
}
