package dev.phoenix.lab.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** {@code docker system dial-stdio}: standard input and output are a connection to the engine. */
final class DialStdio {
  private DialStdio() {}

  /**
   * Ends when the engine ends the connection.
   *
   * @param engine where the engine's socket really is; null while it does not answer
   */
  static int run(@Nullable InetSocketAddress engine, Streams streams) {
    if (engine == null) {
      streams.complain(
          "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?");
      return 1;
    }
    try (Socket socket = new Socket()) {
      socket.connect(engine);
      // What was said before waits for nothing that the engine says.
      streams.out().flush();
      Thread.ofVirtual().start(() -> send(streams.in(), socket));
      receive(socket.getInputStream(), streams.out());
      return 0;
    } catch (IOException broken) {
      streams.complain(String.valueOf(broken.getMessage()));
      return 1;
    }
  }

  private static void send(InputStream from, Socket to) {
    try {
      from.transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException ended) {
      // The engine has ended the connection, which whoever receives sees as well.
    }
  }

  /** What came is handed on at once: the far end may wait for it before it says more. */
  private static void receive(InputStream from, OutputStream to) throws IOException {
    byte[] piece = new byte[16_384];
    for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
      to.write(piece, 0, count);
      to.flush();
    }
  }
}
