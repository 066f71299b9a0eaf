package dev.phoenix.standin;

import dev.phoenix.lab.http.Reply;
import dev.phoenix.lab.http.Request;
import dev.phoenix.lab.http.Service;
import dev.phoenix.lab.portainer.TrustingClient;
import dev.phoenix.provider.connection.Route;
import dev.phoenix.provider.connection.RouteSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.internal.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** Passes requests on to a real server and its answers back. */
final class Upstream implements Service {
  /** They belong to one connection, or are written anew for the next one. */
  private static final Set<String> OF_CONNECTION =
      Set.of("connection", "host", "content-length", "transfer-encoding", "accept-encoding");

  private final OkHttpClient client;
  private final String base;

  private Upstream(OkHttpClient client, String base) {
    this.client = client;
    this.base = base;
  }

  /** A Docker socket of this machine. */
  static Upstream socket(Path socket) {
    return new Upstream(
        client()
            .socketFactory(RouteSocket.factory(Route.to(UnixDomainSocketAddress.of(socket))))
            .dns(_ -> List.of(InetAddress.getLoopbackAddress()))
            .build(),
        "http://docker");
  }

  /** A server over TLS whose certificate is not looked at, as agents are called. */
  static Upstream tls(String host, int port) {
    TrustingClient.Everyone trust = new TrustingClient.Everyone();
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, new SecureRandom());
      return new Upstream(
          client()
              .sslSocketFactory(context.getSocketFactory(), trust)
              .hostnameVerifier((_, _) -> true)
              .build(),
          "https://" + host + ":" + port);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static OkHttpClient.Builder client() {
    return new OkHttpClient.Builder()
        .connectTimeout(Duration.ofSeconds(3))
        .readTimeout(Duration.ofMinutes(2));
  }

  @Override
  public Reply answer(Request request) {
    try {
      return exchange(request);
    } catch (IOException failure) {
      return Reply.text(502, "text/plain", String.valueOf(failure.getMessage()));
    }
  }

  /**
   * Sends it.
   *
   * @throws IOException if there is no answer
   */
  Reply exchange(Request request) throws IOException {
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    okhttp3.Request.Builder sent = new okhttp3.Request.Builder().url(base + request.path() + query);
    request
        .headers()
        .forEach((name, value) -> {
          if (!OF_CONNECTION.contains(name)) {
            sent.header(name, value);
          }
        });
    sent.method(request.method(), body(request));
    try (Response response = client.newCall(sent.build()).execute()) {
      Map<String, String> headers = new LinkedHashMap<>();
      for (String name : response.headers().names()) {
        if (!OF_CONNECTION.contains(name.toLowerCase(java.util.Locale.ROOT))) {
          headers.put(name, String.valueOf(response.header(name)));
        }
      }
      return new Reply(response.code(), headers, response.body().bytes());
    }
  }

  private static @Nullable RequestBody body(Request request) {
    if (request.body().length == 0 && !HttpMethod.requiresRequestBody(request.method())) {
      return null;
    }
    String type = request.header("content-type");
    return RequestBody.create(request.body(), type.isEmpty() ? null : MediaType.parse(type));
  }
}
