package dev.phoenix.provider.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChannelStreamTest {
  private static final Path KERNEL = Path.of("/proc/net/tcp6");
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int TIMER = 5;
  private static final String ESTABLISHED = "01";

  /** A server that dies during a request of many minutes sends nothing any more. */
  @Test
  void theKernelAsksASilentPeerWhetherItIsThere() throws Exception {
    assumeTrue(Files.isReadable(KERNEL), KERNEL + " is not there: left out");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ByteStream _ =
            ChannelStream.connect(
                new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
                Duration.ofSeconds(5));
        Socket _ = server.accept()) {
      // Java's sockets are of version 6, to addresses of version 4 as well.
      String remote = "0000000000000000FFFF00000100007F:%04X".formatted(server.getLocalPort());
      List<String> timers =
          Files.readAllLines(KERNEL).stream()
              .map(line -> line.trim().split("\\s+"))
              .filter(fields -> fields[REMOTE].equals(remote))
              // An earlier connection to a port of this number may linger.
              .filter(fields -> fields[STATE].equals(ESTABLISHED))
              .map(fields -> fields[TIMER].substring(0, 2))
              .toList();
      assertThat(timers).as("2 is the timer of keep-alive").containsExactly("02");
    }
  }
}
