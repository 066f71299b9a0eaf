package dev.phoenix.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running {@code phoenix lab}, reached through the doors that it prints. */
final class LabDoors implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Pattern MACHINE =
      Pattern.compile("(?m)^(\\S+) +\\S+ +ssh -p \\d+ \\S+ +(http://\\S+)$");
  private static final Pattern PORTAINER =
      Pattern.compile("(?m)^Portainer \\S+: (https://\\S+) user (\\S+), password (\\S+)$");

  private final PhoenixProcess lab;
  private final HttpClient client;
  private final Map<String, String> docker = new LinkedHashMap<>();
  private String portainer = "";
  private String login = "";
  private @Nullable String token;

  private LabDoors(PhoenixProcess lab) {
    this.lab = lab;
    this.client = HttpClient.newBuilder().sslContext(believing()).build();
  }

  /** Waits until the lab has said where it listens. */
  static LabDoors of(PhoenixProcess lab) {
    LabDoors doors = new LabDoors(lab);
    long end = System.nanoTime() + 60_000_000_000L;
    while (!doors.read(lab.printed())) {
      if (!lab.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("phoenix lab opens no doors: " + lab.join());
      }
      pause();
    }
    return doors;
  }

  private boolean read(String table) {
    Matcher server = PORTAINER.matcher(table);
    if (!server.find()) {
      return false;
    }
    portainer = server.group(1);
    login =
        MAPPER.writeValueAsString(Map.of("Username", server.group(2), "Password", server.group(3)));
    Matcher machine = MACHINE.matcher(table);
    while (machine.find()) {
      docker.put(machine.group(1), machine.group(2));
    }
    return true;
  }

  List<String> machines() {
    return List.copyOf(docker.keySet());
  }

  /** Asks Portainer as its administrator. */
  JsonNode portainer(String method, String path, Object body) {
    if (token == null) {
      JsonNode answer = send("POST", portainer + "/api/auth", Map.of(), login);
      token = answer.path("jwt").asString();
    }
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + Objects.requireNonNull(token));
    return send(method, portainer + path, headers, text(body));
  }

  JsonNode portainer(String path) {
    return portainer("GET", path, "");
  }

  /** Asks the engine of a machine. */
  JsonNode docker(String machine, String method, String path) {
    return send(method, docker.get(machine) + path, Map.of(), "");
  }

  /** What each container of a machine is called; empty where no engine answers. */
  List<String> containers(String machine) {
    return texts(docker(machine, "GET", "/containers/json?all=1"), "/Names/0");
  }

  /** The names of all objects of a list. */
  List<String> names(String path) {
    return texts(portainer(path), "/Name");
  }

  /** The one of a list with a name. */
  JsonNode named(String path, String name) {
    return StreamSupport.stream(portainer(path).spliterator(), false)
        .filter(it -> it.path("Name").asString("").equals(name))
        .findFirst()
        .orElseThrow();
  }

  static List<String> texts(JsonNode list, String pointer) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(it -> it.at(pointer).asString(""))
        .sorted()
        .toList();
  }

  private static String text(Object body) {
    return body.equals("") ? "" : MAPPER.writeValueAsString(body);
  }

  private JsonNode send(String method, String url, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new AssertionError(method + " " + url + ": " + answer + " " + answer.body());
      }
      return answer.body().isBlank() ? MAPPER.createObjectNode() : MAPPER.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext believing() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Believing()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes the lab's self-signed certificate for good. */
  private static final class Believing extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public void close() {
    lab.close();
  }
}
