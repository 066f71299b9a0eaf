package dev.phoenix.provider.connection;

import dev.phoenix.resource.Secret;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection really goes. The real network answers with the address it was asked for; the
 * lab with a port of its own on loopback. Every provider opens its sockets through here.
 */
public interface Network {
  /** Where {@code host:port} is; a name is resolved when it is connected to. */
  SocketAddress tcp(String host, int port);

  /** Where the socket at this path of this machine is. */
  SocketAddress unix(String path);

  /** What takes the place of the trust and log-in that the files name; null on the real network. */
  @Nullable Sandbox sandbox();

  /**
   * Trust and log-in of a network that is not the real one.
   *
   * @param fingerprints {@code SHA256:} and unpadded base64 of the host keys and {@code sha256:}
   *     and lower-case hex of the TLS certificates that are its own
   * @param password with which SSH lets every user in
   */
  record Sandbox(Set<String> fingerprints, Secret password) {}

  /** The network of this machine. */
  static Network real() {
    return new Network() {
      @Override
      public SocketAddress tcp(String host, int port) {
        return InetSocketAddress.createUnresolved(host, port);
      }

      @Override
      public SocketAddress unix(String path) {
        return UnixDomainSocketAddress.of(path);
      }

      @Override
      public @Nullable Sandbox sandbox() {
        return null;
      }
    };
  }
}
