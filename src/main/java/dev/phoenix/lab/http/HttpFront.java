package dev.phoenix.lab.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service on a free loopback port, with the weather between it and its callers. */
public final class HttpFront implements AutoCloseable {
  private static final int BACKLOG = 256;

  static {
    // Without it each second answer on a connection waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final Service service;
  private final Weather weather;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HttpFront(HttpServer server, Service service, Weather weather) {
    this.server = server;
    this.service = service.outspoken();
    this.weather = weather;
    server.setExecutor(threads);
    server.createContext("/", this::exchange);
    server.start();
  }

  /** Serves over TLS. */
  public static HttpFront open(Service service, Identity identity, Weather weather)
      throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), BACKLOG);
    server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
    return new HttpFront(server, service, weather);
  }

  /** Serves without TLS. */
  public static HttpFront plain(Service service, Weather weather) throws IOException {
    return new HttpFront(HttpServer.create(anyPort(), BACKLOG), service, weather);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = request(exchange);
      weather.pass();
      switch (weather.next()) {
        case ANSWERED -> send(exchange, weather.way().go(request, service));
        case CUT_BEFORE -> {}
        case CUT_AFTER -> service.answer(request);
        case BUSY -> send(exchange, Reply.json(503, "{\"message\":\"busy\"}"));
        case BAD_GATEWAY -> send(exchange, Reply.empty(502));
      }
    }
  }

  private static Request request(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    URI uri = exchange.getRequestURI();
    String query = uri.getRawQuery();
    return new Request(
        exchange.getRequestMethod(),
        uri.getRawPath(),
        query == null ? "" : query,
        headers,
        exchange.getRequestBody().readAllBytes());
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    if (reply.status() == Reply.HANG_UP) {
      return;
    }
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    int length = reply.status() == 204 || reply.status() == 304 || head ? 0 : reply.body().length;
    boolean slowly = length > 0 && reply.byLine() && !weather.latency().isZero();
    exchange.sendResponseHeaders(reply.status(), slowly ? 0 : length == 0 ? -1 : reply.announced());
    if (slowly) {
      sendByLine(exchange.getResponseBody(), reply.body());
    } else if (length > 0) {
      exchange.getResponseBody().write(reply.body());
    }
  }

  /** As a real engine tells of the progress of a pull. */
  private void sendByLine(OutputStream out, byte[] body) throws IOException {
    int start = 0;
    for (int at = 0; at < body.length; at++) {
      if (body[at] == '\n' || at == body.length - 1) {
        out.write(body, start, at + 1 - start);
        out.flush();
        start = at + 1;
        weather.pass();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
