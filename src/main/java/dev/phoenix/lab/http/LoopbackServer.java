package dev.phoenix.lab.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** An HTTP server on a free loopback port. */
public final class LoopbackServer implements AutoCloseable {
  static {
    // Without it each second answer on a connection waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final Service service;
  private final Weather weather;

  public LoopbackServer(Service service, Weather weather) throws IOException {
    this.service = service;
    this.weather = weather;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.createContext("/", this::exchange);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = read(exchange);
      pause();
      switch (weather.next()) {
        case ANSWERED -> write(exchange, service.outspoken().answer(request));
        case CUT_BEFORE -> {}
        case CUT_AFTER -> service.outspoken().answer(request);
        case BROKEN -> write(exchange, Reply.json(500, "{\"message\":\"the lab's weather\"}"));
        case BAD_GATEWAY -> write(exchange, Reply.empty(502));
      }
    }
  }

  private void pause() {
    if (!weather.latency().isZero()) {
      try {
        Thread.sleep(weather.latency());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    String query = exchange.getRequestURI().getRawQuery();
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query == null ? "" : query,
        headers,
        exchange.getRequestBody().readAllBytes());
  }

  private static void write(HttpExchange exchange, Reply reply) throws IOException {
    if (reply.status() == Reply.HANG_UP) {
      return;
    }
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    boolean bodiless = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.body().length);
    if (!bodiless) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(reply.body());
      }
    }
  }
}
