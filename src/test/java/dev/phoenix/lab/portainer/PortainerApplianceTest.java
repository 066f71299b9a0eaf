package dev.phoenix.lab.portainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.json.JsonText;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.EngineApi;
import dev.phoenix.lab.engine.Machine;
import dev.phoenix.lab.http.Weather;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a person does by hand with curl against the containers of a machine. */
class PortainerApplianceTest {
  private static final String PASSWORD = "correct horse battery";

  private final Engine engine = Engine.inMemory("web1");
  private final Machine machine =
      new Machine("web1", "10.0.0.5", engine, name -> Optional.of(machine()));
  private String bearer = "";

  private Machine machine() {
    return machine;
  }

  @Test
  void servesRequestsMadeByHand() throws Exception {
    try (PortainerAppliance appliance = fair();
        HttpClient client = TrustingClient.make()) {
      URI base = start(appliance);
      String login = "{\"username\":\"admin\",\"password\":\"%s\"}".formatted(PASSWORD);
      bearer = json(client, base, "POST", "/api/auth", login).path("jwt").asString("");
      json(client, base, "POST", "/api/tags", "{\"Name\":\"production\"}");
      String form =
          "/api/endpoints?Name=web1&EndpointCreationType=2&URL=tcp%3A%2F%2F10.0.0.5%3A9001&TLS=true&TLSSkipVerify=true&TLSSkipClientVerify=true";
      assertThat(json(client, base, "POST", form, "").path("Id").asInt(0)).isEqualTo(1);
      assertThat(json(client, base, "PUT", "/api/endpoints/1", "{\"tagids\":[1]}").path("TagIds"))
          .hasSize(1);
      assertThat(json(client, base, "GET", "/api/endpoints", "")).hasSize(1);

      json(client, base, "DELETE", "/api/endpoints/1/docker/containers/idle?force=1", "");
      assertThat(engine.containers().find("idle")).isEmpty();
    }
  }

  @Test
  void aServerThatSleptKnowsItsSessionsAndOneThatWasRestartedDoesNot() throws Exception {
    URI base;
    try (PortainerAppliance appliance = fair();
        HttpClient client = TrustingClient.make()) {
      base = start(appliance);
      String login = "{\"username\":\"admin\",\"password\":\"%s\"}".formatted(PASSWORD);
      bearer = json(client, base, "POST", "/api/auth", login).path("jwt").asString("");
    }
    try (PortainerAppliance awake = fair();
        HttpClient client = TrustingClient.make()) {
      base = listening(awake);
      assertThat(json(client, base, "GET", "/api/endpoints", "")).isEmpty();
      engine.containers().restart("portainer");
      awake.started(engine.containers().get("portainer"), machine);
      base = listening(awake);
      assertThat(status(client, base, "/api/endpoints")).isEqualTo(401);
    }
  }

  private static PortainerAppliance fair() {
    return new PortainerAppliance(
        EngineApi::new, InstantSource.system(), Duration.ZERO, _ -> Weather.fair());
  }

  private URI listening(PortainerAppliance appliance) {
    InetSocketAddress address =
        (InetSocketAddress) appliance.listen(engine.containers().get("portainer"), machine, 9443);
    return URI.create("https://127.0.0.1:" + (address == null ? 0 : address.getPort()));
  }

  private int status(HttpClient client, URI base, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer " + bearer)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** A server, an agent and something to remove. */
  private URI start(PortainerAppliance appliance) {
    var server = container("portainer", "portainer/portainer-ce:2.33.5", 9443);
    engine
        .containers()
        .put("portainer", Map.of("/password", PASSWORD.getBytes(StandardCharsets.UTF_8)));
    engine.containers().start(server);
    appliance.started(engine.containers().get(server), machine);
    engine.containers().start(container("portainer_agent", "portainer/agent:2.33.5", 9001));
    engine.containers().start(container("idle", "demo/idle:1", 80));
    return listening(appliance);
  }

  private String container(String name, String image, int port) {
    engine.images().pull(image, null);
    String body =
        """
        {"Image":"%s","Cmd":["--admin-password-file","/password"],
         "HostConfig":{"PortBindings":{"%d/tcp":[{"HostPort":"%d"}]},
                       "Binds":["data:/data"]}}
        """
            .formatted(image, port, port);
    return engine.containers().create(name, JsonText.read(body)).id();
  }

  private JsonNode json(HttpClient client, URI base, String method, String path, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JsonText.read(answer.body().isEmpty() ? "{}" : answer.body());
  }
}
