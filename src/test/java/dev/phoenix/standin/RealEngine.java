package dev.phoenix.standin;

import dev.phoenix.lab.engine.Refusal;
import dev.phoenix.lab.engine.Storage;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The few calls of a real engine that Compose would make. */
final class RealEngine {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Service docker;
  private final Storage data;

  /**
   * An engine.
   *
   * @param docker its API
   * @param data of the server, which knows the log-ins of registries
   */
  RealEngine(Service docker, Storage data) {
    this.docker = docker;
    this.data = data;
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  Reply call(String method, String target, String json) {
    return docker.answer(Request.of(method, target, json));
  }

  /**
   * Calls, or fails as the engine says.
   *
   * @throws Refusal with the engine's own message
   */
  Reply must(String method, String target, String json) {
    Reply reply = call(method, target, json);
    if (!reply.ok() && reply.status() != 304) {
      throw new Refusal(reply.status(), message(reply));
    }
    return reply;
  }

  private static String message(Reply reply) {
    return reply.text().startsWith("{")
        ? MAPPER.readTree(reply.text()).path("message").asString("")
        : reply.text();
  }

  /** A list by the names of what is in it. */
  Map<String, JsonNode> byName(String target, String field) {
    JsonNode answer = MAPPER.readTree(must("GET", target, "").text());
    Map<String, JsonNode> found = new TreeMap<>();
    for (JsonNode one : field.isEmpty() ? answer : answer.path(field)) {
      String name = one.path("Name").asString(one.path("Names").path(0).asString(""));
      found.put(name.replaceFirst("^/", ""), one);
    }
    return found;
  }

  /** A container; an empty object if there is none. */
  ObjectNode inspect(String container) {
    Reply reply = call("GET", "/containers/" + container + "/json", "");
    return reply.ok() && MAPPER.readTree(reply.text()) instanceof ObjectNode found
        ? found
        : object();
  }

  void remove(String container) {
    call("DELETE", "/containers/" + container + "?force=true", "");
  }

  /** Pulls an image that is not there, with the log-in that the server has for its registry. */
  void provide(String image) {
    if (call("GET", "/images/" + image + "/json", "").ok()) {
      return;
    }
    int colon = image.lastIndexOf(':');
    boolean tagged = colon > image.lastIndexOf('/');
    String target =
        "/images/create?fromImage=%s&tag=%s"
            .formatted(
                URLEncoder.encode(
                    tagged ? image.substring(0, colon) : image, StandardCharsets.UTF_8),
                tagged ? image.substring(colon + 1) : "latest");
    Request request = Request.of("POST", target, "");
    String login = login(image);
    Reply reply =
        docker.answer(login.isEmpty() ? request : request.withHeader("x-registry-auth", login));
    if (!reply.ok()) {
      throw new Refusal(reply.status(), message(reply));
    }
    if (reply.text().contains("\"error\"")) {
      throw new Refusal(404, reply.text().lines().reduce("", (_, last) -> last));
    }
  }

  private String login(String image) {
    for (Map.Entry<String, JsonNode> entry : data.within("registries/").all().entrySet()) {
      JsonNode registry = entry.getValue();
      if (image.startsWith(registry.path("URL").asString("") + "/")) {
        ObjectNode login = object();
        login.put("username", registry.path("Username").asString(""));
        login.put("password", registry.path("Password").asString(""));
        return Base64.getUrlEncoder()
            .encodeToString(login.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    return "";
  }
}
