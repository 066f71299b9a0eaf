package dev.phoenix.provider.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A socket as the HTTP client wants one, whose bytes go along a {@link Route}: the address it is
 * told to connect to is ignored.
 */
public final class RouteSocket extends Socket {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Route route;
  private volatile @Nullable ByteStream stream;
  private volatile boolean closed;
  private volatile int silence;

  private RouteSocket(Route route) {
    this.route = route;
  }

  /** Makes unconnected sockets along the route. */
  public static SocketFactory factory(Route route) {
    return new SocketFactory() {
      @Override
      public Socket createSocket() {
        return new RouteSocket(route);
      }

      @Override
      public Socket createSocket(String host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(InetSocketAddress.createUnresolved(host, port));
        return socket;
      }

      @Override
      public Socket createSocket(String host, int port, InetAddress from, int fromPort)
          throws IOException {
        return createSocket(host, port);
      }

      @Override
      public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostName(), port);
      }

      @Override
      public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
          throws IOException {
        return createSocket(host, port);
      }
    };
  }

  @Override
  public void connect(SocketAddress ignored) throws IOException {
    connect(ignored, 0);
  }

  @Override
  public void connect(SocketAddress ignored, int timeout) throws IOException {
    ByteStream open = open(timeout == 0 ? PATIENCE : Duration.ofMillis(timeout));
    open.silence(silence);
    stream = open;
    if (closed) {
      close();
    }
  }

  /** Any failure here means that nothing was sent, which the caller must be able to tell. */
  private ByteStream open(Duration timeout) throws RouteFailure {
    try {
      return route.open(timeout);
    } catch (RouteFailure failure) {
      throw failure;
    } catch (IOException failure) {
      throw RouteFailure.passing(String.valueOf(failure.getMessage()), failure);
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return connected().input();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return connected().output();
  }

  private ByteStream connected() throws SocketException {
    ByteStream open = stream;
    if (open == null) {
      throw new SocketException("not connected");
    }
    return open;
  }

  @Override
  public boolean isConnected() {
    return stream != null;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    ByteStream open = stream;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void setSoTimeout(int timeout) throws SocketException {
    silence = timeout;
    ByteStream open = stream;
    if (open != null) {
      open.silence(timeout);
    }
  }

  @Override
  public int getSoTimeout() {
    return silence;
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public void shutdownInput() {}

  @Override
  public void shutdownOutput() throws IOException {
    connected().output().close();
  }
}
