package dev.phoenix.lab.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service on a free loopback port. */
public final class HttpsFront implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads;

  private HttpsFront(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Serves over TLS on the first free port. */
  public static HttpsFront open(Service service, Identity identity) throws IOException {
    return open(service, identity, 0);
  }

  /** Serves over TLS on this port of loopback. */
  public static HttpsFront open(Service service, Identity identity, int port) throws IOException {
    HttpsServer server = HttpsServer.create(loopback(port), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
    return start(server, service);
  }

  /** Serves without TLS on the first free port. */
  public static HttpsFront plain(Service service) throws IOException {
    return start(HttpServer.create(loopback(0), 0), service);
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static HttpsFront start(HttpServer server, Service service) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", handler(service));
    server.start();
    return new HttpsFront(server, threads);
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  private static HttpHandler handler(Service service) {
    return exchange -> {
      try (exchange) {
        Reply reply = service.outspoken().answer(request(exchange));
        if (reply.status() != Reply.HANG_UP) {
          send(exchange, reply);
        }
      }
    };
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

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    boolean bodiless = reply.status() == 204 || reply.status() == 304 || head;
    int length = reply.body().length;
    exchange.sendResponseHeaders(reply.status(), bodiless || length == 0 ? -1 : length);
    if (!bodiless && length > 0) {
      exchange.getResponseBody().write(reply.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
