package dev.phoenix.provider.portainer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StackDeploymentTest {
  private static final int MILLIS = 300;

  private final PortainerServerStub stub = new PortainerServerStub();
  private final Servers servers = new Servers(Network.real(), new Redaction(), Repetition.usual());

  private final List<FakeWork> steps = new ArrayList<>();

  @AfterEach
  void close() {
    stub.close();
  }

  /** More would wait within the server, with a connection each. */
  @Test
  void anOldServerIsGivenTwoAtOnce() throws Exception {
    stub.answer("GET", "/api/system/status", 200, "{\"Version\":\"2.39.1\",\"InstanceID\":\"i1\"}");

    assertThat(deploy(4)).isGreaterThanOrEqualTo(Duration.ofMillis(2 * MILLIS));

    assertThat(said()).contains("waiting for other deployments of the server");
  }

  @Test
  void aNewerServerAnswersAtOnceAndIsGivenAll() throws Exception {
    stub.answer("GET", "/api/system/status", 200, "{\"Version\":\"2.45.0\",\"InstanceID\":\"i1\"}");

    Duration _ = deploy(4);

    assertThat(said()).doesNotContain("waiting for other deployments of the server");
  }

  private List<String> said() {
    return steps.stream().flatMap(step -> step.said.stream()).toList();
  }

  /** How long that many take together. */
  private Duration deploy(int count) throws Exception {
    stub.server.stubFor(
        post(urlPathEqualTo("/api/stacks/create/standalone/string"))
            .willReturn(aResponse().withStatus(200).withFixedDelay(MILLIS).withBody("{\"Id\":5}")));
    Resource web =
        FakeWork.resource(
            "stack/web1/web",
            "{'server':'server/main','environment_name':'web1','name':'web','compose':'','env':{}}",
            Map.of());
    Server server = servers.of(web.attributes(), stub.work);
    assertThat(server.version()).isNotEmpty();
    long start = System.nanoTime();
    List<Future<Reply>> replies = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        FakeWork step =
            new FakeWork(
                "http://127.0.0.1:" + stub.server.port(),
                Map.of("api_key", PortainerServerStub.KEY));
        steps.add(step);
        StackDeployment deployment =
            new StackDeployment(new StackPlace(server, 1, web.attributes()), step);
        replies.add(threads.submit(() -> deployment.post(StackContent.wanted(web))));
      }
      for (Future<Reply> reply : replies) {
        assertThat(reply.get().ok()).isTrue();
      }
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
