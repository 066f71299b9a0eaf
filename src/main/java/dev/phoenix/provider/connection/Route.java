package dev.phoenix.provider.connection;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;

/** A way to one far end, which can be gone as often as wanted. Safe for threads. */
public interface Route {
  /**
   * Opens a stream to the far end.
   *
   * @throws IOException if the far end does not take it; the message says what was tried
   */
  ByteStream open(Duration timeout) throws IOException;

  /** A route through a socket of this machine or network. */
  static Route to(SocketAddress address) {
    return timeout -> ChannelStream.connect(address, timeout);
  }
}
