package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lab.portainer.TrustingClient;
import dev.phoenix.resource.Time;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API as root@pam has it, who alone may write everything. */
final class RootAccess {
  private final HttpClient client = TrustingClient.make();
  private final int port;
  private final String password;
  private final Time time;
  private String[] pass = new String[0];
  private long renewed;

  RootAccess(int port, String password, Time time) {
    this.port = port;
    this.password = password;
    this.time = time;
  }

  /** The data of an answer that has to be good. */
  JsonNode call(String method, String path, Map<String, String> parameters) {
    if (pass.length == 0 || time.nanos() > renewed + Duration.ofHours(1).toNanos()) {
      Map<String, String> user = Map.of("username", "root@pam", "password", password);
      JsonNode fresh = send("POST", "/access/ticket", user, new String[0]);
      renewed = time.nanos();
      pass =
          new String[] {
            "Cookie",
            "PVEAuthCookie=" + encode(fresh.path("ticket").asString("")),
            "CSRFPreventionToken",
            fresh.path("CSRFPreventionToken").asString("")
          };
    }
    return send(method, path, parameters, pass);
  }

  private JsonNode send(
      String method, String path, Map<String, String> parameters, String[] headers) {
    StringBuilder form = new StringBuilder();
    parameters.forEach((key, value) ->
        form.append(form.isEmpty() ? "" : "&").append(key).append('=').append(encode(value)));
    boolean body = method.equals("POST") || method.equals("PUT");
    String query = body || form.isEmpty() ? "" : "?" + form;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("https://127.0.0.1:" + port + "/api2/json" + path + query));
    request.method(
        method, body ? BodyPublishers.ofString(form.toString()) : BodyPublishers.noBody());
    if (body) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as("%s %s: %s", method, path, answer.body()).isEqualTo(200);
      return JsonMapper.shared().readTree(answer.body()).path("data");
    } catch (IOException broken) {
      throw new AssertionError(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
