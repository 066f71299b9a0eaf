package dev.phoenix.lab.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.lab.portainer.TrustingClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class WireFrontTest {
  private static final Identity IDENTITY = Identity.make();

  @Test
  void theStatusLineCarriesTheServicesWords() throws Exception {
    Service service = request -> Reply.json(500, "{}").withReason("VM is locked (clone)\nmore");
    try (WireFront front = WireFront.open(service, IDENTITY, Weather.fair());
        SSLSocket socket = connect(front)) {
      socket
          .getOutputStream()
          .write("GET /x HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 500 VM is locked (clone)\r\n")
          .contains("Connection: close")
          .endsWith("\r\n\r\n{}");
    }
  }

  private static SSLSocket connect(WireFront front) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            TrustingClient.make()
                .sslContext()
                .getSocketFactory()
                .createSocket(front.address().getAddress(), front.address().getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  @Test
  void aConnectionServesSeveralRequests() throws Exception {
    AtomicInteger served = new AtomicInteger();
    Service count = _ -> Reply.text(200, "text/plain", "" + served.incrementAndGet());
    try (WireFront front = WireFront.open(count, IDENTITY, Weather.fair());
        SSLSocket socket = connect(front)) {
      String request = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
      socket.getOutputStream().write((request + request).getBytes(StandardCharsets.US_ASCII));
      StringBuilder seen = new StringBuilder();
      while (!seen.toString().endsWith("\r\n\r\n2")) {
        seen.append((char) socket.getInputStream().read());
      }
      assertThat(served).hasValue(2);
    }
  }

  @Test
  void badWeatherAlsoLosesAnswersOfWorkThatIsDone() throws Exception {
    AtomicInteger done = new AtomicInteger();
    Service work =
        _ -> {
          done.incrementAndGet();
          return Reply.empty(200);
        };
    Weather bad = new Weather(Duration.ZERO, 700, new Random(5), true);
    TreeSet<Integer> seen = new TreeSet<>();
    int lost = 0;
    try (WireFront front = WireFront.open(work, IDENTITY, bad)) {
      URI uri = URI.create("https://127.0.0.1:" + front.address().getPort() + "/x");
      for (int time = 0; time < 60; time++) {
        int before = done.get();
        int status = status(uri);
        seen.add(status);
        lost += status != 200 && done.get() > before ? 1 : 0;
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(0, 200, 595, 596);
    assertThat(lost).isPositive();
  }

  private static int status(URI uri) throws InterruptedException {
    try {
      HttpRequest post =
          HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("a=1")).build();
      return TrustingClient.make().send(post, HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (IOException cut) {
      return 0;
    }
  }
}
