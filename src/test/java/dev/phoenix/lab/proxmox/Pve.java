package dev.phoenix.lab.proxmox;

import dev.phoenix.lab.engine.Storage;
import dev.phoenix.lab.http.Weather;
import dev.phoenix.lab.http.WireFront;
import dev.phoenix.lab.portainer.TrustingClient;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A Proxmox VE of the tests: asked as {@code curl} would, with a clock that the test moves. */
final class Pve implements AutoCloseable {
  static final Set<String> ALL = Set.of("*");
  static final String TOKEN = "PVEAPIToken=root@pam!phoenix=0000-root";

  final Clock clock = new Clock();
  final Storage storage;
  final ProxmoxServer server;
  private final WireFront front;
  private final HttpClient client = TrustingClient.make();
  private String authorization = TOKEN;

  Pve(String release) throws IOException {
    this(usual(release), Storage.memory(), GuestMachines.NONE);
  }

  Pve(ProxmoxOptions options, Storage storage, GuestMachines machines) throws IOException {
    this.storage = storage;
    server = new ProxmoxServer(datacenter(), options.withClock(clock), storage, machines);
    front = WireFront.open(server, server.identity(), Weather.fair());
  }

  /** With tasks of two seconds of the test's clock. */
  static ProxmoxOptions usual(String release) {
    return ProxmoxOptions.usual(release).withTasks(Duration.ofSeconds(2), Duration.ofSeconds(1));
  }

  static Datacenter datacenter() {
    return new Datacenter(
        "lab",
        "10.0.0.13",
        8006,
        List.of(
            new Datacenter.Node("pve", "10.0.0.13", 16, 64, List.of("vmbr0", "vmbr1")),
            new Datacenter.Node("pve2", "10.0.0.14", 8, 32, List.of("vmbr0"))),
        List.of(
            new Datacenter.Store(
                "local",
                "dir",
                Set.of("iso", "vztmpl", "backup", "snippets", "import"),
                900,
                false),
            new Datacenter.Store("local-zfs", "zfspool", Set.of("images", "rootdir"), 2000, false),
            new Datacenter.Store("local-lvm", "lvmthin", Set.of("images", "rootdir"), 500, false),
            new Datacenter.Store("plain", "lvm", Set.of("images", "rootdir"), 100, false),
            new Datacenter.Store("nfs", "nfs", Set.of("images", "rootdir", "iso"), 400, true)),
        List.of(
            new Datacenter.Account("root@pam", new Secret("root-password"), Map.of()),
            new Datacenter.Account(
                "automation@pve",
                new Secret("automation-password"),
                Map.of("/", ALL, "/vms", Set.of("VM.Audit"))),
            new Datacenter.Account(
                "reader@pve",
                new Secret("reader-password"),
                Map.of("/vms/100", Set.of("VM.Audit")))),
        List.of(
            new Datacenter.Token(
                "root@pam", "phoenix", new Secret("0000-root"), false, 0, Map.of()),
            new Datacenter.Token(
                "automation@pve",
                "narrow",
                new Secret("1111-narrow"),
                true,
                0,
                Map.of("/vms", Set.of("VM.Audit"))),
            new Datacenter.Token(
                "automation@pve", "wide", new Secret("3333-wide"), false, 0, Map.of()),
            new Datacenter.Token(
                "automation@pve", "old", new Secret("2222-old"), false, 1_000, Map.of())),
        Map.of(
            "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
            126_000_000L,
            "local:import/debian-12.qcow2",
            3_000_000_000L,
            "local:iso/debian-12.iso",
            654_311_424L),
        Map.of(
            "https://images.example/debian-12.qcow2",
            new Datacenter.Download(400_000_000L, "ab".repeat(32))));
  }

  Pve as(String header) {
    authorization = header;
    return this;
  }

  /** The answer to a request; parameters of a GET or DELETE go into the query. */
  HttpResponse<String> send(String method, String path, Object... parameters) {
    String form = form(parameters);
    boolean body = method.equals("POST") || method.equals("PUT");
    String query = body || form.isEmpty() ? "" : "?" + form;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path + query))
            .header("Authorization", authorization)
            .method(
                method,
                body
                    ? HttpRequest.BodyPublishers.ofString(form)
                    : HttpRequest.BodyPublishers.noBody());
    if (body) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    return send(request.build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  URI uri(String path) {
    return URI.create("https://127.0.0.1:" + front.address().getPort() + "/api2/json" + path);
  }

  private static String form(Object... parameters) {
    List<String> pairs = new ArrayList<>();
    for (int at = 0; at < parameters.length; at += 2) {
      pairs.add(encode(parameters[at]) + "=" + encode(parameters[at + 1]));
    }
    return String.join("&", pairs);
  }

  private static String encode(Object text) {
    return URLEncoder.encode(String.valueOf(text), StandardCharsets.UTF_8);
  }

  /** The data of an answer that must be good. */
  JsonNode data(String method, String path, Object... parameters) {
    HttpResponse<String> answer = send(method, path, parameters);
    if (answer.statusCode() != 200) {
      throw new AssertionError(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return Json.MAPPER.readTree(answer.body()).path("data");
  }

  JsonNode get(String path, Object... parameters) {
    return data("GET", path, parameters);
  }

  /** What refuses a request: the status and the first error or message. */
  String refusal(String method, String path, Object... parameters) {
    HttpResponse<String> answer = send(method, path, parameters);
    JsonNode body = Json.MAPPER.readTree(answer.body());
    JsonNode errors = body.path("errors");
    String text =
        errors.isObject() && !errors.isEmpty()
            ? errors.propertyNames().iterator().next()
                + ": "
                + errors.iterator().next().asString("").strip()
            : body.path("message").asString("").strip();
    return answer.statusCode() + " " + text;
  }

  /** Does it, waits on the test's clock, and gives how the task ended. */
  String done(String method, String path, Object... parameters) {
    return ended(data(method, path, parameters).asString(""));
  }

  String ended(@Nullable String upid) {
    clock.forward(3);
    String node = String.valueOf(upid).split(":", -1)[1];
    return get("/nodes/" + node + "/tasks/" + upid + "/status").path("exitstatus").asString("");
  }

  @Override
  public void close() {
    front.close();
  }

  /** Time that passes when the test says so. */
  static final class Clock implements InstantSource {
    private volatile Instant now = Instant.ofEpochSecond(1_700_000_000L);

    @Override
    public Instant instant() {
      return now;
    }

    void forward(long seconds) {
      now = now.plusSeconds(seconds);
    }
  }
}
