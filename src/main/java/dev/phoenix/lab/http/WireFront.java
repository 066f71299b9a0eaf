package dev.phoenix.lab.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * A service over TLS on a free loopback port that writes the status line itself: services that put
 * their messages there cannot stand behind the JDK's server, whose words are fixed.
 */
public final class WireFront implements AutoCloseable {
  private static final int BACKLOG = 256;
  private static final Map<Integer, String> WORDS =
      Map.of(200, "OK", 401, "Unauthorized", 403, "Forbidden", 500, "Internal Server Error");

  private final SSLServerSocket door;
  private final Service service;
  private final Weather weather;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private WireFront(SSLServerSocket door, Service service, Weather weather) {
    this.door = door;
    this.service = service.outspoken();
    this.weather = weather;
  }

  public static WireFront open(Service service, Identity identity, Weather weather)
      throws IOException {
    SSLServerSocket door =
        (SSLServerSocket)
            identity
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    WireFront front = new WireFront(door, service, weather);
    Thread.ofVirtual().name("lab front").start(front::serve);
    return front;
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), door.getLocalPort());
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        open.add(caller);
        Thread.ofVirtual().start(() -> talk(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket caller) {
    try (caller) {
      caller.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(caller.getInputStream());
      OutputStream out = caller.getOutputStream();
      boolean more = true;
      while (more) {
        WireRequest read = WireRequest.read(in);
        Reply reply = read == null ? null : answer(read);
        more = reply != null && send(out, reply);
      }
    } catch (IOException gone) {
      // The caller went away, or the lab did.
    } finally {
      open.remove(caller);
    }
  }

  /** Null if the connection is cut. */
  private @Nullable Reply answer(WireRequest read) {
    weather.pass();
    Reply wrong = read.refusal();
    if (wrong != null) {
      return wrong;
    }
    Request request = read.request();
    return switch (weather.next()) {
      case ANSWERED -> weather.way().go(request, service);
      case CUT_BEFORE -> null;
      case CUT_AFTER -> {
        service.answer(request);
        yield null;
      }
      case BUSY -> Reply.text(595, "text/plain", "").withReason("Connection refused");
      case BAD_GATEWAY -> {
        service.answer(request);
        yield Reply.text(596, "text/plain", "").withReason("Connection timed out");
      }
    };
  }

  /** Writes a reply; false if the connection ends with it, as after any error. */
  private static boolean send(OutputStream out, Reply reply) throws IOException {
    boolean more =
        reply.status() < 400
            && reply.status() != Reply.HANG_UP
            && reply.announced() == reply.body().length;
    if (reply.status() == Reply.HANG_UP) {
      return false;
    }
    String words =
        reply.reason().isEmpty() ? WORDS.getOrDefault(reply.status(), "") : reply.reason();
    StringBuilder head =
        new StringBuilder("HTTP/1.1 " + reply.status() + " " + words.lines().findFirst().orElse(""))
            .append("\r\nContent-Length: " + reply.announced())
            .append("\r\nConnection: " + (more ? "Keep-Alive" : "close"));
    reply
        .headers()
        .forEach((name, value) -> {
          if (!name.equals(Reply.LENGTH)) {
            head.append("\r\n" + name + ": " + value);
          }
        });
    out.write(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8));
    out.write(reply.body());
    out.flush();
    return more;
  }

  @Override
  public void close() {
    try {
      door.close();
      for (Socket caller : open) {
        caller.close();
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
