package dev.phoenix.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Supplier;

/**
 * A loopback port that stays the same while what it leads to comes and goes, so that a person can
 * be told of it before anything is installed.
 */
final class Relay implements AutoCloseable {
  private final Supplier<SocketAddress> target;
  private final Door door;

  /**
   * Begins to listen.
   *
   * @param target where a connection leads at the moment
   */
  Relay(Supplier<SocketAddress> target) throws IOException {
    this.target = target;
    this.door = new Door("lab relay", this::join);
  }

  InetSocketAddress address() {
    return door.address();
  }

  private void join(Socket from) {
    try (from;
        Socket to = new Socket()) {
      to.connect(target.get());
      Thread back = Thread.ofVirtual().start(() -> copy(to, from));
      copy(from, to);
      back.join();
    } catch (IOException refused) {
      // The caller sees a closed connection, as at a port where nothing listens.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException broken) {
      // Either side went away; the other is told by the closing of both.
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    door.close();
  }
}
