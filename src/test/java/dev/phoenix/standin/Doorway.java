package dev.phoenix.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Lets the other side of a container's network in: servers of the lab listen on loopback only. */
final class Doorway {
  private Doorway() {}

  /** Serves as long as the process lives. */
  static void open(int port, InetSocketAddress inside) throws IOException {
    ServerSocket door = new ServerSocket(port);
    Thread.ofPlatform()
        .start(() -> {
          while (true) {
            try {
              Socket caller = door.accept();
              Thread.startVirtualThread(() -> connect(caller, inside));
            } catch (IOException _) {
              return;
            }
          }
        });
  }

  private static void connect(Socket caller, InetSocketAddress inside) {
    try (caller;
        Socket server = new Socket(inside.getAddress(), inside.getPort())) {
      Thread back = Thread.startVirtualThread(() -> copy(server, caller));
      copy(caller, server);
      back.join();
    } catch (IOException _) {
      // The caller sees a closed connection.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException _) {
      // Either side has gone.
    }
  }
}
