package dev.phoenix.lifecycle;

import dev.phoenix.lab.http.HttpFront;
import dev.phoenix.lab.http.Identity;
import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Weather;
import dev.phoenix.lab.portainer.TrustingClient;
import dev.phoenix.provider.connection.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of a network's Portainer servers, and of other servers where that is asked for:
 * counts what is asked, and may refuse it.
 */
final class Front implements Network, AutoCloseable {
  private static final int PORTAINER = 9443;

  private final Network behind;
  private final Set<Integer> ports;
  private final Identity identity = Identity.make();
  private final HttpClient client = TrustingClient.make();
  private final ConcurrentMap<String, HttpFront> doors = new ConcurrentHashMap<>();
  private final List<Request> asked = new CopyOnWriteArrayList<>();
  private volatile Function<Request, @Nullable Reply> refusal = _ -> null;

  Front(Network behind) {
    this(behind, Set.of(PORTAINER));
  }

  /** In front of what listens on these ports, whatever the host. */
  Front(Network behind, Set<Integer> ports) {
    this.behind = behind;
    this.ports = ports;
  }

  /** What is answered in place of the server; null to let a request through. */
  void refuse(Function<Request, @Nullable Reply> how) {
    refusal = how;
  }

  List<Request> asked() {
    return List.copyOf(asked);
  }

  /** How often each thing was asked since the last count, numbers in paths left out. */
  SortedMap<String, Integer> counted() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (Request request : asked) {
      String path =
          request.path().replaceAll("/\\d+", "/N").replaceAll("/images/.+/json", "/image");
      counts.merge(request.method() + " " + path, 1, Integer::sum);
    }
    asked.clear();
    return counts;
  }

  @Override
  public SocketAddress tcp(String host, int port) {
    if (!ports.contains(port) || !(behind.tcp(host, port) instanceof InetSocketAddress there)) {
      return behind.tcp(host, port);
    }
    return there.getPort() == 9
        ? there
        : doors.computeIfAbsent(host + ":" + port, _ -> open(host, port)).address();
  }

  private HttpFront open(String host, int port) {
    try {
      return HttpFront.open(request -> answer(host, port, request), identity, Weather.fair());
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private Reply answer(String host, int port, Request request) {
    asked.add(request);
    Reply refused = refusal.apply(request);
    return refused == null ? pass(host, port, request) : refused;
  }

  /** The server itself: not counted, not refused. */
  Reply pass(String host, Request request) {
    return pass(host, PORTAINER, request);
  }

  Reply pass(String host, int port, Request request) {
    InetSocketAddress there = (InetSocketAddress) behind.tcp(host, port);
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    HttpRequest.Builder sent =
        HttpRequest.newBuilder(
                URI.create("https://127.0.0.1:" + there.getPort() + request.path() + query))
            .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
    for (String header : List.of("authorization", "content-type", "x-registry-auth", "x-api-key")) {
      if (!request.header(header).isEmpty()) {
        sent.header(header, request.header(header));
      }
    }
    try {
      HttpResponse<byte[]> got = client.send(sent.build(), HttpResponse.BodyHandlers.ofByteArray());
      Reply reply = new Reply(got.statusCode(), Map.of(), got.body());
      return reply.withHeader(
          "Content-Type", got.headers().firstValue("content-type").orElse("text/plain"));
    } catch (IOException _) {
      return Reply.empty(Reply.HANG_UP);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Reply.empty(Reply.HANG_UP);
    }
  }

  @Override
  public SocketAddress unix(String path) {
    return behind.unix(path);
  }

  @Override
  public @Nullable Sandbox sandbox() {
    Sandbox sandbox = behind.sandbox();
    if (sandbox == null) {
      return null;
    }
    Set<String> fingerprints = new HashSet<>(sandbox.fingerprints());
    fingerprints.add(identity.fingerprint());
    return new Sandbox(fingerprints, sandbox.password());
  }

  @Override
  public void close() {
    doors.values().forEach(HttpFront::close);
    client.close();
  }
}
