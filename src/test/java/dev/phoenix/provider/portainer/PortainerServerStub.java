package dev.phoenix.provider.portainer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.phoenix.configuration.compose.ComposeReader;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.docker.DockerHosts;
import dev.phoenix.provider.ssh.SshHome;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers what it is told to, and remembers what it was asked. */
final class PortainerServerStub implements AutoCloseable {
  static final Secret KEY = new Secret("ptr_planted_key_value");

  final WireMockServer server =
      new WireMockServer(
          wireMockConfig().dynamicPort().bindAddress("127.0.0.1").containerThreads(12));
  final FakeWork work;
  final Redaction redaction = new Redaction();
  private final DockerHosts hosts;
  private final PortainerProvider provider;
  private final AtomicInteger steps = new AtomicInteger();

  PortainerServerStub() {
    this(Map.of("api_key", KEY));
  }

  PortainerServerStub(Map<String, Secret> secrets) {
    server.start();
    work = new FakeWork("http://127.0.0.1:" + server.port(), secrets);
    Repetition repetition = new Repetition(work.time, new Random(1));
    hosts = new DockerHosts(Network.real(), SshHome.system(), repetition);
    provider =
        new PortainerProvider(
            Network.real(), hosts, redaction, ComposeReader::refusals, repetition);
    answer("GET", "/api/system/status", 200, Recording.body("auth", "status, public"));
    server.stubFor(any(urlMatching(".*")).atPriority(99).willReturn(aResponse().withStatus(404)));
  }

  ResourceType type(String name) {
    return provider.types().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  void answer(String method, String path, int status, String body) {
    server.stubFor(
        request(method, urlPathEqualTo(path))
            .willReturn(aResponse().withStatus(status).withBody(body)));
  }

  void cut(String method, String path) {
    server.stubFor(
        request(method, urlPathEqualTo(path))
            .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
  }

  /** One fault, then the answer; other answers stay as they are. */
  void faultBefore(
      String method, String path, ResponseDefinitionBuilder fault, int status, String body) {
    String scenario = "s" + steps.incrementAndGet();
    server.stubFor(
        request(method, urlPathEqualTo(path))
            .inScenario(scenario)
            .whenScenarioStateIs("Started")
            .willSetStateTo("over")
            .willReturn(fault));
    server.stubFor(
        request(method, urlPathEqualTo(path))
            .inScenario(scenario)
            .whenScenarioStateIs("over")
            .willReturn(aResponse().withStatus(status).withBody(body)));
  }

  /** Answers one after the other; the last one stays. */
  void answers(String method, String path, int status, String... bodies) {
    String scenario = "s" + steps.incrementAndGet();
    for (int i = 0; i < bodies.length; i++) {
      server.stubFor(
          request(method, urlPathEqualTo(path))
              .inScenario(scenario)
              .whenScenarioStateIs(i == 0 ? "Started" : "" + i)
              .willSetStateTo("" + Math.min(i + 1, bodies.length - 1))
              .willReturn(aResponse().withStatus(status).withBody(bodies[i])));
    }
  }

  /** Method and path of everything that was asked, in order. */
  List<String> asked() {
    return server.getAllServeEvents().reversed().stream()
        .map(ServeEvent::getRequest)
        .map(r -> r.getMethod() + " " + r.getUrl().replaceFirst("\\?.*", ""))
        .toList();
  }

  String sent(String method, String path) {
    return server.getAllServeEvents().stream()
        .map(ServeEvent::getRequest)
        .filter(r ->
            r.getMethod().getName().equals(method)
                && r.getUrl().replaceFirst("\\?.*", "").equals(path))
        .findFirst()
        .orElseThrow()
        .getBodyAsString();
  }

  @Override
  public void close() {
    server.stop();
    provider.close();
    hosts.close();
  }
}
