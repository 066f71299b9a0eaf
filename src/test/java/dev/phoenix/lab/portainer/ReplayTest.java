package dev.phoenix.lab.portainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.json.JsonText;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.EngineApi;
import dev.phoenix.lab.engine.Login;
import dev.phoenix.lab.engine.Registries;
import dev.phoenix.lab.engine.Storage;
import dev.phoenix.lab.http.HttpFront;
import dev.phoenix.lab.http.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Sends what was asked of a real Portainer to the lab, in the same order, and compares the answers:
 * status, message, field names and types.
 */
class ReplayTest {
  /** What is known to differ, and why; at most twelve. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "containers: inspect an unhealthy container",
          "the lab runs no health checks, so their log (State.Health.Log) is empty");

  private final Map<Integer, Peer> network = new ConcurrentHashMap<>();
  private final TestClock clock = new TestClock();
  private final Engine engine = engine();
  private final Function<Engine, Service> api = EngineApi::new;
  private final Map<String, String> differing = new TreeMap<>();
  private final List<HttpFront> fronts = new ArrayList<>();
  private final ReplayClient client = new ReplayClient(engine, clock);
  private int replayed;

  private static Engine engine() {
    Registries registries =
        new Registries(
            Set.of("127.0.0.1:5555"),
            Set.of("127.0.0.1:5000/demo/idle:8"),
            Map.of("127.0.0.1:5001", new Login("ci", ReplayClient.REGISTRY_PASSWORD)));
    Engine engine =
        new Engine(
            "machine",
            new Engine.Premises(
                Storage.memory(),
                InstantSource.system(),
                RandomGenerator.getDefault(),
                registries,
                Engine.Appliances.NONE));
    for (String image : List.of("demo/idle:1", "demo/idle:2", "portainer/agent:2.23.0")) {
      engine.images().pull(image, null);
    }
    for (int number = 1; number <= 2; number++) {
      String body =
          """
          {"Image":"portainer/agent:2.23.0","HostConfig":{
            "PortBindings":{"9001/tcp":[{"HostIp":"127.0.0.1","HostPort":"900%d"}]},
            "Binds":["/var/run/docker.sock:/var/run/docker.sock",
                     "/var/lib/docker/volumes:/var/lib/docker/volumes","/:/host"]}}
          """
              .formatted(number);
      var made = engine.containers().create("agent" + number, JsonText.read(body));
      engine.containers().start(made.id());
    }
    return engine;
  }

  @AfterEach
  void close() {
    fronts.forEach(HttpFront::close);
    client.close();
  }

  @Test
  void answersAsRecorded() throws Exception {
    network.put(19443, new Peer.Other());
    agents();
    first();
    counted("containers", Map.of("endpoints", 25, "stacks", 165, "resource_control", 158));
    counted("updates", Map.of("endpoints", 26, "stacks", 168));
    counted("registries", Map.of("endpoints", 27, "stacks", 169));
    servers();

    System.out.printf(
        "portainer replay: %d exchanges, %d differ (%d listed exceptions)%n",
        replayed, differing.size(), EXCEPTIONS.size());
    assertThat(EXCEPTIONS).hasSizeLessThanOrEqualTo(12);
    assertThat(differing.keySet()).as(report()).isEqualTo(EXCEPTIONS.keySet());
  }

  private String report() {
    return differing.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining("\n"));
  }

  private void agents() {
    network.put(9001, new Agent("2.23.0", "", engine, api.apply(engine), Storage.memory()));
    network.put(9002, new Agent("2.23.0", "", engine, api.apply(engine), Storage.memory()));
  }

  private PortainerServer server(ServerOptions options, Storage data) {
    Peers peers =
        new Peers() {
          @Override
          public Peer at(String host, int port) {
            return network.getOrDefault(port, new Peer.Refused());
          }

          @Override
          public Optional<Engine> local() {
            return Optional.of(engine);
          }
        };
    return new PortainerServer(options.withClock(clock), data, peers, api);
  }

  private ReplayClient.Target serve(Service service) throws IOException {
    HttpFront front =
        HttpFront.open(
            service, dev.phoenix.lab.http.Identity.make(), dev.phoenix.lab.http.Weather.fair());
    fronts.add(front);
    URI base = URI.create("https://127.0.0.1:" + front.address().getPort());
    return new ReplayClient.Target(base, "none", "none");
  }

  /** A server with an administrator, who has logged in and made an API token. */
  private ReplayClient.Target ready(ServerOptions options, Storage data) throws Exception {
    ReplayClient.Target open =
        serve(server(options.withAdmin("admin", ReplayClient.PASSWORD), data));
    client.turnTo(open);
    String jwt =
        client
            .ask(
                "POST",
                "/api/auth",
                "{\"username\":\"admin\",\"password\":\"%s\"}".formatted(ReplayClient.PASSWORD))
            .path("jwt")
            .asString("");
    client.turnTo(new ReplayClient.Target(open.base(), jwt, "none"));
    return withToken();
  }

  private ReplayClient.Target withToken() throws Exception {
    String body =
        "{\"password\":\"%s\",\"description\":\"phoenix\"}".formatted(ReplayClient.PASSWORD);
    String key = client.ask("POST", "/api/users/1/tokens", body).path("rawAPIKey").asString("");
    client.turnTo(new ReplayClient.Target(client.target().base(), client.target().jwt(), key));
    return client.target();
  }

  private void endpoint(int port) throws Exception {
    client.ask(
        "POST",
        "/api/endpoints?Name=lab-%d&EndpointCreationType=2&URL=tcp%%3A%%2F%%2F127.0.0.1%%3A%d&TLS=true&TLSSkipVerify=true&TLSSkipClientVerify=true"
            .formatted(port, port),
        "");
  }

  private void stack(int endpoint, String name, String services) throws Exception {
    String body =
        JsonText.write(
            Json.object()
                .put("Name", name)
                .put("StackFileContent", services)
                .set("Env", Json.array()));
    client.ask("POST", "/api/stacks/create/standalone/string?endpointId=" + endpoint, body);
  }

  private static String services(String... names) {
    StringBuilder text = new StringBuilder("services:\n");
    for (String name : names) {
      text.append("  %s:\n    image: demo/idle:1\n    stop_grace_period: 1s\n".formatted(name));
    }
    return text.toString();
  }

  /** The four files that were recorded one after another on one server. */
  private void first() throws Exception {
    client.turnTo(serve(server(ServerOptions.of("2.23.0"), Storage.memory())));
    for (JsonNode exchange : Recording.exchanges("auth")) {
      if (name(exchange).equals("list tokens")) {
        // The second token of the list was made without being recorded.
        ReplayClient.Target before = client.target();
        client.turnTo(new ReplayClient.Target(before.base(), before.jwt(), "none"));
        withToken();
        client.turnTo(before);
      }
      replay("auth", exchange);
    }
    for (JsonNode exchange : Recording.exchanges("environments")) {
      replay("environments", exchange);
    }
    for (JsonNode exchange : Recording.exchanges("stacks")) {
      if (name(exchange).equals("create over a compose project that runs outside")) {
        ComposeText.Parsed parsed = ComposeText.read(services("web"), Map.of());
        engine
            .compose()
            .up(
                new ComposeModel(
                        "foreign",
                        "/root/docker-compose.yml",
                        parsed,
                        Version.of("2.23.0"),
                        new ComposeService.Provisions(Map.of(), _ -> null, false))
                    .project());
      }
      replay("stacks", exchange);
    }
    stack(1, "up1", services("web"));
    for (JsonNode exchange : Recording.exchanges("failures")) {
      switch (name(exchange)) {
        case "docker proxy, agent down" -> network.put(9001, new Peer.Refused());
        case "docker proxy, agent back" -> agents();
        case String _ -> {}
      }
      replay("failures", exchange);
    }
  }

  /** A file that was recorded on a server with a past: its numbers go on from there. */
  private void counted(String file, Map<String, Integer> counters) throws Exception {
    agents();
    Storage data = Storage.memory();
    counters.forEach((name, last) -> data.put("counter/" + name, Json.object().put("last", last)));
    ready(ServerOptions.of("2.23.0"), data);
    endpoint(9001);
    if (file.equals("updates")) {
      stack(27, "prune", services("web", "side"));
    }
    for (JsonNode exchange : Recording.exchanges(file)) {
      if (name(exchange).equals("create, CRLF and no final newline")) {
        // A number was used up between two recorded stacks.
        stack(26, "unrecorded", "services: [");
      }
      replay(file, exchange);
    }
  }

  private void servers() throws Exception {
    agents();
    ReplayClient.Target first = ready(ServerOptions.of("2.23.0"), Storage.memory());
    endpoint(9001);
    Storage data = Storage.memory();
    ReplayClient.Target second = ready(ServerOptions.of("2.23.0"), data);
    for (JsonNode exchange : Recording.exchanges("servers")) {
      switch (name(exchange)) {
        case "settings when the admin password was preset: check" -> client.turnTo(second);
        case "the same after the agent restarted" -> agents();
        case "first server: its agent is now paired elsewhere" -> client.turnTo(first);
        case "JWT after a server restart" -> {
          ReplayClient.Target again = serve(server(ServerOptions.of("2.23.0"), data));
          client.turnTo(new ReplayClient.Target(again.base(), second.jwt(), second.key()));
        }
        case "login after more than ten in one second" -> {
          for (int i = 0; i < 11; i++) {
            client.ask("POST", "/api/auth", "{}");
            clock.pass(-1);
          }
        }
        case "agent with a secret, server without" ->
            network.put(
                9004, new Agent("2.23.0", "shared", engine, api.apply(engine), Storage.memory()));
        case "agent and server with the same secret" ->
            ready(ServerOptions.of("2.23.0").withAgentSecret("shared"), Storage.memory());
        case "agent ping" ->
            client.turnTo(
                serve(new Agent("2.23.0", "", engine, api.apply(engine), Storage.memory())));
        case "status after the 5-minute window" -> {
          client.turnTo(serve(server(ServerOptions.of("2.23.0"), Storage.memory())));
          clock.pass(301);
        }
        case String _ -> {}
      }
      replay("servers", exchange);
    }
  }

  private static String name(JsonNode exchange) {
    return exchange.path("name").asString("");
  }

  private void replay(String file, JsonNode exchange) throws Exception {
    replayed++;
    JsonNode recorded = exchange.path("response");
    List<String> found = new ArrayList<>();
    try {
      HttpResponse<String> came = client.send(exchange.path("request"));
      if (came.statusCode() != recorded.path("status").asInt(0)) {
        found.add("status %d: %s".formatted(came.statusCode(), came.body()));
      } else {
        found.addAll(Recording.differences(recorded.path("body"), came.body()));
      }
    } catch (IOException hungUp) {
      if (!recorded.path("status").isNull()) {
        found.add("no answer: " + hungUp);
      }
    }
    if (!found.isEmpty()) {
      differing.put(file + ": " + name(exchange), String.join("; ", found));
    }
  }
}
