package dev.phoenix.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RelayTest {
  private static final InetSocketAddress NOBODY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

  @Test
  void leadsToWhatIsThereAtTheMoment() throws Exception {
    AtomicReference<SocketAddress> target = new AtomicReference<>(NOBODY);
    try (Relay relay = new Relay(target::get);
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertThat(said(relay)).isEmpty();

      target.set(server.getLocalSocketAddress());
      Thread.ofVirtual().start(() -> echo(server));

      assertThat(said(relay)).isEqualTo("hello");
      target.set(NOBODY);
      assertThat(said(relay)).isEmpty();
    }
  }

  /** What comes back; nothing where the connection is closed. */
  private static String said(Relay relay) throws Exception {
    try (Socket socket = new Socket()) {
      socket.connect(relay.address());
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (java.net.SocketException closed) {
      return "";
    }
  }

  private static void echo(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (java.io.IOException closed) {
      throw new java.io.UncheckedIOException(closed);
    }
  }
}
