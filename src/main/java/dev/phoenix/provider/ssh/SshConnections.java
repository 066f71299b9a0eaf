package dev.phoenix.provider.ssh;

import com.jcraft.jsch.SocketFactory;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.connection.Route;
import dev.phoenix.provider.connection.RouteSocket;
import dev.phoenix.resource.ResourceFailure;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The machines that are reached over SSH: one session each, however many ask for it. */
public final class SshConnections implements AutoCloseable {
  /** An address of version 4 or 6. */
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|.*:.*");

  private final Network network;
  private final SshHome home;
  private final Repetition repetition;
  private final Map<SshTarget, SshHost> hosts = new ConcurrentHashMap<>();

  public SshConnections(Network network, SshHome home) {
    this(network, home, Repetition.usual());
  }

  /** As above, with connecting repeated as said. */
  public SshConnections(Network network, SshHome home, Repetition repetition) {
    this.network = network;
    this.home = home;
    this.repetition = repetition;
  }

  /** The machine; nothing is sent before it is used. */
  public SshHost host(SshTarget target) {
    return host(target, Voucher.NONE);
  }

  /** The machine, for whose keys somebody else may answer. */
  public SshHost host(SshTarget target, Voucher voucher) {
    SshHost known = hosts.get(target);
    if (known != null) {
      return known;
    }
    SshTarget jump = target.jump();
    // A network that stands in for the real one leads to each machine directly.
    PlainSockets sockets =
        jump == null || network.sandbox() != null
            ? new DirectSockets(network)
            : new JumpSockets(host(jump));
    return hosts.computeIfAbsent(
        target,
        t ->
            new SshHost(
                t, new SshLogin(t, network, home, seen(t, sockets, voucher), voucher), repetition));
  }

  private static SocketFactory seen(SshTarget target, PlainSockets sockets, Voucher voucher) {
    return NUMBERS.matcher(target.address()).matches()
        ? sockets
        : new SeenSockets(sockets, voucher);
  }

  @Override
  public void close() {
    hosts.values().forEach(SshHost::close);
    hosts.clear();
  }

  /** Sockets of this machine. */
  private record DirectSockets(Network network) implements PlainSockets {
    @Override
    public Route route(String address, int port) {
      return Route.to(network.tcp(address, port));
    }
  }

  /** Sockets through another machine. */
  private record JumpSockets(SshHost jump) implements PlainSockets {
    @Override
    public Route route(String address, int port) {
      return jump.tcp(address, port);
    }
  }

  /** Sockets to where somebody sees the machine just now, and else to its name. */
  private record SeenSockets(PlainSockets sockets, Voucher voucher) implements PlainSockets {
    @Override
    public Route route(String name, int port) {
      return sockets.route(address(name), port);
    }

    private String address(String name) {
      try {
        String seen = voucher.address();
        return seen.isEmpty() ? name : seen;
      } catch (ResourceFailure nobodySays) {
        return name;
      }
    }
  }

  /** Sockets as the client wants them, along a route. */
  private interface PlainSockets extends SocketFactory {
    Route route(String address, int port);

    @Override
    default java.net.Socket createSocket(String address, int port) throws java.io.IOException {
      return RouteSocket.factory(route(address, port)).createSocket(address, port);
    }

    @Override
    default java.io.InputStream getInputStream(java.net.Socket socket) throws java.io.IOException {
      return socket.getInputStream();
    }

    @Override
    default java.io.OutputStream getOutputStream(java.net.Socket socket)
        throws java.io.IOException {
      return socket.getOutputStream();
    }
  }
}
