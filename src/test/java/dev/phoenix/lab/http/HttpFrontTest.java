package dev.phoenix.lab.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
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
