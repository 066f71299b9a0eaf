package dev.phoenix.lab.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

class HttpFrontTest {
  @Test
  void showsItsCertificateAndAnswers() throws Exception {
    Identity identity = Identity.make();
    Service echo = request -> Reply.text(200, "text/plain", request.method() + request.path());
    try (HttpFront front = HttpFront.open(echo, Identity.from(identity.toText()), Weather.fair())) {
      URI uri = URI.create("https://127.0.0.1:" + front.address().getPort() + "/a%20b?c=d");
      HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
      Trusting trust = new Trusting();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      connection.setSSLSocketFactory(context.getSocketFactory());
      byte[] body = connection.getInputStream().readAllBytes();

      assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("GET/a%20b");
      assertThat(trust.seen).isEqualTo(identity.fingerprint());
    }
  }

  @Test
  void progressComesLineByLineWhereAnswersTakeTime() throws Exception {
    Service pull = _ -> Reply.json(200, "{\"a\":1}\r\n{\"b\":2}\r\n").lineByLine();
    Weather slow = new Weather(Duration.ofSeconds(1), 0, new Random(1), false);
    try (HttpFront front = HttpFront.plain(pull, slow)) {
      HttpURLConnection connection = connect(front);
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isEqualTo("{\"a\":1}");
      long first = System.nanoTime();
      assertThat(lines.readLine()).isEqualTo("{\"b\":2}");
      assertThat(System.nanoTime() - first).isGreaterThan(50_000_000L);
      assertThat(lines.readLine()).isNull();
    }
  }

  @Test
  void badWeatherIsTheSameForTheSameSeed() throws Exception {
    assertThat(fates(7, true)).isEqualTo(fates(7, true)).isNotEqualTo(fates(8, true));
    assertThat(fates(7, true)).contains(0, 200, 502, 503);
    assertThat(fates(7, false)).contains(0, 200, 503).doesNotContain(502);
  }

  /** The answers to some posts; 0 where the connection was cut. */
  private static List<Integer> fates(long seed, boolean gateway) throws Exception {
    Weather bad = new Weather(Duration.ZERO, 600, new Random(seed), gateway);
    List<Integer> statuses = new ArrayList<>();
    try (HttpFront front = HttpFront.plain(_ -> Reply.empty(200), bad)) {
      for (int request = 0; request < 40; request++) {
        HttpURLConnection connection = connect(front);
        // Java repeats a GET by itself when a connection was cut.
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(0);
        try {
          connection.getOutputStream().close();
          statuses.add(connection.getResponseCode());
        } catch (IOException cut) {
          statuses.add(0);
        }
      }
    }
    return statuses;
  }

  private static HttpURLConnection connect(HttpFront front) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + front.address().getPort() + "/x");
    return (HttpURLConnection) uri.toURL().openConnection();
  }

  /** Takes any certificate and remembers its fingerprint. */
  private static final class Trusting implements X509TrustManager {
    private String seen = "";

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      try {
        chain[0].verify(chain[0].getPublicKey());
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
        seen = "sha256:" + HexFormat.of().formatHex(digest);
      } catch (java.security.GeneralSecurityException broken) {
        throw new IllegalStateException(broken);
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
