package dev.phoenix.provider.connection;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/** A stream over a socket of this machine: a unix socket or TCP. */
final class ChannelStream implements ByteStream {
  private final Closeable socket;
  private final InputStream input;
  private final OutputStream output;

  private ChannelStream(Closeable socket, InputStream input, OutputStream output) {
    this.socket = socket;
    this.input = input;
    this.output = output;
  }

  static ByteStream connect(SocketAddress address, Duration timeout) throws IOException {
    return address instanceof InetSocketAddress internet ? tcp(internet, timeout) : unix(address);
  }

  /** A plain socket, because only that one can give up connecting after a while. */
  private static ByteStream tcp(InetSocketAddress address, Duration timeout) throws IOException {
    InetSocketAddress resolved =
        address.isUnresolved()
            ? new InetSocketAddress(address.getHostString(), address.getPort())
            : address;
    if (resolved.isUnresolved()) {
      throw new UnknownHostException("the name " + address.getHostString() + " has no address");
    }
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      keepAlive(socket);
      socket.connect(resolved, Math.toIntExact(timeout.toMillis()));
      return new ChannelStream(socket, socket.getInputStream(), socket.getOutputStream());
    } catch (IOException | RuntimeException failure) {
      socket.close();
      throw failure;
    }
  }

  /** A deployment may take minutes without a byte; a server that died is noticed in two. */
  private static void keepAlive(Socket socket) throws IOException {
    socket.setKeepAlive(true);
    if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 60);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 15);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 4);
    }
  }

  /** Connecting to a unix socket never waits for a network, so it needs no timeout. */
  private static ByteStream unix(SocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(address);
      return new ChannelStream(
          channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void silence(int millis) throws SocketException {
    if (socket instanceof Socket plain) {
      plain.setSoTimeout(millis);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
