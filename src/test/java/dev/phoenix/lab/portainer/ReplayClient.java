package dev.phoenix.lab.portainer;

import dev.phoenix.json.JsonText;
import dev.phoenix.lab.engine.Engine;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Asks the lab what was asked of a real server, with the keys that the lab has given for it. */
final class ReplayClient implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";
  static final String REGISTRY_PASSWORD = "registry horse";

  private final HttpClient client = TrustingClient.make();
  private final Engine engine;
  private final TestClock clock;
  private Target target = new Target(URI.create("https://127.0.0.1"), "", "");

  /** Where requests go, and with what they are signed. */
  record Target(URI base, String jwt, String key) {}

  ReplayClient(Engine engine, TestClock clock) {
    this.engine = engine;
    this.clock = clock;
  }

  Target target() {
    return target;
  }

  void turnTo(Target other) {
    target = other;
  }

  JsonNode ask(String method, String path, String body) throws Exception {
    clock.tick();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.base().resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (!target.key().equals("none")) {
      request.header("X-API-KEY", target.key());
    } else if (!target.jwt().equals("none")) {
      request.header("Authorization", "Bearer " + target.jwt());
    }
    String text = client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    return JsonText.read(text.isEmpty() ? "{}" : text);
  }

  /** Sends a recorded request. */
  HttpResponse<String> send(JsonNode recorded) throws IOException, InterruptedException {
    clock.tick();
    HttpResponse<String> came =
        client.send(request(recorded), HttpResponse.BodyHandlers.ofString());
    remember(came.body());
    return came;
  }

  /** Later requests use what these answers give. */
  private void remember(String body) {
    if (body.startsWith("{\"jwt\"")) {
      String jwt = JsonText.read(body).path("jwt").asString("");
      target = new Target(target.base(), jwt, target.key());
    } else if (body.startsWith("{\"rawAPIKey\"")) {
      String key = JsonText.read(body).path("rawAPIKey").asString("");
      target = new Target(target.base(), target.jwt(), key);
    }
  }

  private HttpRequest request(JsonNode recorded) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create(target.base() + filled(recorded.path("path").asString(""))));
    Map<String, String> headers = new LinkedHashMap<>();
    recorded
        .path("headers")
        .properties()
        .forEach(entry -> headers.put(entry.getKey(), filled(entry.getValue().asString(""))));
    HttpRequest.BodyPublisher body = body(recorded.path("body"), headers);
    headers.forEach(request::header);
    return request.method(recorded.path("method").asString(""), body).build();
  }

  private HttpRequest.BodyPublisher body(JsonNode body, Map<String, String> headers) {
    if (body.isNull()) {
      return HttpRequest.BodyPublishers.noBody();
    }
    if (body.has("form")) {
      String form =
          body.path("form").properties().stream()
              .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue().asString("")))
              .collect(Collectors.joining("&"));
      return HttpRequest.BodyPublishers.ofString(form);
    }
    if (body.has("multipart")) {
      headers.put("Content-Type", "multipart/form-data; boundary=edge");
      StringBuilder parts = new StringBuilder();
      body.path("multipart")
          .properties()
          .forEach(entry ->
              parts.append(
                  "--edge\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                      .formatted(entry.getKey(), entry.getValue().asString(""))));
      return HttpRequest.BodyPublishers.ofString(parts.append("--edge--\r\n").toString());
    }
    String text = body.isString() ? body.asString("") : JsonText.write(body);
    return HttpRequest.BodyPublishers.ofString(filled(text));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String filled(String text) {
    String filled =
        text.replace("<jwt>", target.jwt())
            .replace("<api key>", target.key())
            .replace("<password>", PASSWORD)
            .replace("<registry password>", REGISTRY_PASSWORD);
    if (filled.contains("<base64 of")) {
      String login = "{\"username\":\"ci\",\"password\":\"%s\"}".formatted(REGISTRY_PASSWORD);
      return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
    if (filled.contains("b5feca8bce94")) {
      return filled.replace("b5feca8bce94", engine.containers().get("mixed-sick-1").id());
    }
    return filled;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
