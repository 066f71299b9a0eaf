package dev.phoenix.acceptance;

import dev.phoenix.lab.portainer.TrustingClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
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

  private static final Pattern PROXMOX =
      Pattern.compile("(?m)^Proxmox VE \\S+: (https://\\S+) token (\\S+), secret (\\S+)$");

  private final Closing lab;
  private final HttpClient client;
  private final Map<String, String> docker = new LinkedHashMap<>();
  private String portainer = "";
  private String proxmox = "";
  private String authorization = "";
  private String login = "";
  private @Nullable String token;

  private interface Closing {
    void close();
  }

  private LabDoors(Closing lab) {
    this.lab = lab;
    this.client = TrustingClient.make();
  }

  /** Waits until the lab has said where it listens. */
  static LabDoors of(PhoenixProcess lab) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!lab.said().contains("runs until Ctrl-C")) {
      if (!lab.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("phoenix lab opens no doors: " + lab.join());
      }
      pause();
    }
    LabDoors doors = new LabDoors(lab::close);
    doors.read(lab.printed());
    return doors;
  }

  /** Those of a table that was printed, of a world that somebody else closes. */
  static LabDoors of(String table) {
    LabDoors doors = new LabDoors(() -> {});
    doors.read(table);
    return doors;
  }

  private void read(String table) {
    Matcher server = PORTAINER.matcher(table);
    if (server.find()) {
      portainer = server.group(1);
      login =
          MAPPER.writeValueAsString(
              Map.of("Username", server.group(2), "Password", server.group(3)));
    }
    Matcher cluster = PROXMOX.matcher(table);
    if (cluster.find()) {
      proxmox = cluster.group(1) + "/api2/json";
      authorization = "PVEAPIToken=" + cluster.group(2) + "=" + cluster.group(3);
    }
    Matcher machine = MACHINE.matcher(table);
    while (machine.find()) {
      docker.put(machine.group(1), machine.group(2));
    }
  }

  /** Asks Proxmox VE, as somebody at its interface would. */
  JsonNode proxmox(String method, String path, Map<String, ?> body) {
    Map<String, String> headers = Map.of("Authorization", authorization);
    return send(method, proxmox + path, headers, body.isEmpty() ? "" : text(body)).path("data");
  }

  List<String> machines() {
    return List.copyOf(docker.keySet());
  }

  boolean hasProxmox() {
    return !proxmox.isEmpty();
  }

  /** Whether an engine answers on a machine. */
  boolean hasDocker(String machine) {
    return answers(docker.get(machine) + "/_ping");
  }

  /** Whether anything answers where the Portainer server is to be. */
  boolean hasPortainer() {
    if (portainer.isEmpty()) {
      return false;
    }
    return answers(portainer + "/api/status");
  }

  private boolean answers(String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() > 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
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

  @Override
  public void close() {
    lab.close();
    client.shutdownNow();
  }
}
