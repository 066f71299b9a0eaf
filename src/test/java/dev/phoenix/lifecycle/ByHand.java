package dev.phoenix.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at Portainer's API with curl. */
final class ByHand {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Front front;
  private final String host;
  private final String token;

  ByHand(Front front, String host, String password) {
    this.front = front;
    this.host = host;
    this.token =
        MAPPER
            .readTree(
                front
                    .pass(
                        host,
                        Request.of(
                            "POST",
                            "/api/auth",
                            "{\"Username\":\"admin\",\"Password\":\"" + password + "\"}"))
                    .text())
            .path("jwt")
            .asString("");
    assertThat(token).isNotEmpty();
  }

  JsonNode ask(String method, String target, String json) {
    Request request =
        Request.of(method, target, json).withHeader("authorization", "Bearer " + token);
    Reply reply = front.pass(host, request);
    assertThat(reply.ok()).as("%s %s: %s", method, target, reply.text()).isTrue();
    return MAPPER.readTree(reply.text().isEmpty() ? "{}" : reply.text());
  }

  JsonNode get(String target) {
    return ask("GET", target, "");
  }

  /** Ids of the containers of a compose project that run, by name, as the engine lists them. */
  SortedMap<String, String> running(int endpoint, String project) {
    SortedMap<String, String> running = new TreeMap<>();
    String filters = "{\"label\":[\"com.docker.compose.project=" + project + "\"]}";
    get("/api/endpoints/"
            + endpoint
            + "/docker/containers/json?filters="
            + URLEncoder.encode(filters, StandardCharsets.UTF_8))
        .forEach(container ->
            running.put(
                container.path("Names").path(0).asString(""), container.path("Id").asString("")));
    return running;
  }

  /** The element of a list with this name. */
  JsonNode named(String list, String name) {
    for (JsonNode node : get("/api/" + list)) {
      if (node.path("Name").asString("").equals(name)) {
        return node;
      }
    }
    throw new AssertionError("no " + name + " in " + list + ": " + get("/api/" + list));
  }
}
