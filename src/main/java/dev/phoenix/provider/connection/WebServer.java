package dev.phoenix.provider.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/** A server of an API: where it is, and by what its certificate is believed. Safe for threads. */
public final class WebServer {
  private final HttpUrl base;
  private final Network network;
  private final Trust trust;
  private final CertificateCheck check;

  public WebServer(HttpUrl base, Network network, Trust trust) {
    this.base = base;
    this.network = network;
    this.trust = trust;
    this.check = new CertificateCheck(trust);
  }

  /** The certificate that the server showed; null before the first contact or without TLS. */
  public @Nullable String fingerprint() {
    return check.seen();
  }

  /**
   * A client that reaches this server and no other, over HTTP/1.1, and follows no redirect.
   *
   * @throws IOException if the certificates of the authorities cannot be used
   */
  public OkHttpClient.Builder client() throws IOException {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .socketFactory(RouteSocket.factory(route()))
            .dns(_ -> List.of(InetAddress.getLoopbackAddress()))
            .protocols(List.of(Protocol.HTTP_1_1))
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(Duration.ofSeconds(10));
    if (base.isHttps()) {
      secure(builder);
    }
    return builder;
  }

  /** Asks the network at each connection: a server of the lab is elsewhere after a restart. */
  private Route route() {
    return timeout -> Route.to(network.tcp(base.host(), base.port())).open(timeout);
  }

  private void secure(OkHttpClient.Builder builder) throws IOException {
    X509TrustManager manager =
        switch (trust) {
          case Trust.Authority(var certificates) -> Trust.authorities(certificates);
          case Trust.Machine() -> Trust.authorities(null);
          case Trust.Fingerprints _, Trust.Sandboxed _, Trust.Pin _, Trust.Insecure _ -> check;
        };
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      builder.sslSocketFactory(context.getSocketFactory(), manager);
    } catch (GeneralSecurityException broken) {
      throw new IOException(broken);
    }
    if (!trust.checksName()) {
      builder.hostnameVerifier((_, _) -> true);
    }
  }
}
