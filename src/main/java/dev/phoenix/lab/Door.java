package dev.phoenix.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** A loopback port at which each visitor is received by a thread of its own. */
final class Door implements AutoCloseable {
  private final ServerSocket socket;

  /**
   * Begins to listen.
   *
   * @param name of the thread that listens
   */
  Door(String name, Consumer<Socket> visitors) throws IOException {
    this.socket = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name(name).start(() -> serve(visitors));
  }

  private void serve(Consumer<Socket> visitors) {
    while (!socket.isClosed()) {
      try {
        Socket visitor = socket.accept();
        Thread.ofVirtual().start(() -> visitors.accept(visitor));
      } catch (IOException closed) {
        return;
      }
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
  }

  boolean isClosed() {
    return socket.isClosed();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
