package dev.phoenix.provider.docker;

import dev.phoenix.provider.connection.Route;
import dev.phoenix.provider.connection.RouteFailure;
import dev.phoenix.provider.connection.RouteSocket;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Speaks HTTP to one engine along a route and turns what goes wrong into messages. */
final class EngineClient {
  static final MediaType JSON = MediaType.get("application/json");

  /** Answers of this version and newer hold everything phoenix reads: Docker 20.10. */
  private static final String OLDEST = "1.41";

  /** The newest version whose answers were compared with what phoenix expects: Docker 28. */
  private static final String NEWEST = "1.51";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final String where;
  private final OkHttpClient http;
  private volatile @Nullable String version;

  EngineClient(String where, Route route) {
    this.where = where;
    this.http =
        new OkHttpClient.Builder()
            .socketFactory(RouteSocket.factory(route))
            .dns(name -> List.of(InetAddress.getLoopbackAddress()))
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .protocols(List.of(Protocol.HTTP_1_1))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            // Shorter than the idle time after which the client would test a stream by reading
            // from it with a time limit, which a route does not offer.
            .connectionPool(new ConnectionPool(8, 5, TimeUnit.SECONDS))
            .connectTimeout(Duration.ofSeconds(30))
            .build();
  }

  String where() {
    return where;
  }

  /** The answer's JSON; missing if it has no content. */
  JsonNode call(EngineRequest request) throws ResourceFailure {
    return exchange(request, this::json);
  }

  /** As {@link #call}, empty if the object that the path names is not there. */
  Optional<JsonNode> find(EngineRequest request) throws ResourceFailure {
    return exchange(
        request,
        response -> response.code() == 404 ? Optional.empty() : Optional.of(json(response)));
  }

  /** Hands the answer to a reader, which checks its status; a read is repeated once. */
  <T> T exchange(EngineRequest request, Reader<T> reader) throws ResourceFailure {
    Request sent = prepare(request);
    try {
      return execute(request, sent, reader);
    } catch (IOException failure) {
      boolean again =
          request.changesNothing()
              && !(failure instanceof RouteFailure)
              && !(failure instanceof InterruptedIOException);
      if (!again) {
        throw failure(request, failure);
      }
    }
    try {
      return execute(request, sent, reader);
    } catch (IOException failure) {
      throw failure(request, failure);
    }
  }

  private <T> T execute(EngineRequest request, Request sent, Reader<T> reader)
      throws IOException, ResourceFailure {
    OkHttpClient patient = http.newBuilder().readTimeout(request.patience()).build();
    try (Response response = patient.newCall(sent).execute()) {
      return reader.read(new Answer(this, request, response));
    } catch (JacksonException broken) {
      throw new ResourceFailure(
          Kind.PERMANENT,
          cannot(request) + "the answer is no JSON; is this the socket of a Docker Engine?",
          broken);
    }
  }

  private Request prepare(EngineRequest request) throws ResourceFailure {
    HttpUrl.Builder url = new HttpUrl.Builder().scheme("http").host("docker");
    if (!request.path().equals(List.of("version")) && !request.path().equals(List.of("_ping"))) {
      url.addPathSegment("v" + version());
    }
    request.path().forEach(url::addPathSegments);
    request.query().forEach(url::addQueryParameter);
    Request.Builder builder =
        new Request.Builder().url(url.build()).method(request.method(), request.body());
    request.headers().forEach(builder::header);
    return builder.build();
  }

  /** The newest version that both sides know; asked for once. */
  private String version() throws ResourceFailure {
    String known = version;
    if (known != null) {
      return known;
    }
    JsonNode answer = call(EngineRequest.get("ask for the version", "version"));
    String theirs = answer.path("ApiVersion").asString("");
    if (theirs.isEmpty() || compare(theirs, OLDEST) < 0) {
      throw new ResourceFailure(
          Kind.PERMANENT,
          "%s: the Docker Engine is too old: it is %s with API %s, and phoenix needs 20.10 or newer (API %s); update it"
              .formatted(where, answer.path("Version").asString("unknown"), theirs, OLDEST));
    }
    String oldestOfTheirs = answer.path("MinAPIVersion").asString(OLDEST);
    String agreed = compare(theirs, NEWEST) < 0 ? theirs : NEWEST;
    agreed = compare(agreed, oldestOfTheirs) < 0 ? oldestOfTheirs : agreed;
    version = agreed;
    return agreed;
  }

  private static int compare(String one, String other) {
    String[] a = one.split("\\.", -1);
    String[] b = other.split("\\.", -1);
    int major = Integer.compare(Integer.parseInt(a[0]), Integer.parseInt(b[0]));
    return major != 0
        ? major
        : Integer.compare(Integer.parseInt(a[a.length - 1]), Integer.parseInt(b[b.length - 1]));
  }

  private JsonNode json(Answer answer) throws IOException, ResourceFailure {
    answer.check();
    String body = answer.response().body().string();
    return body.isBlank() ? MissingNode.getInstance() : MAPPER.readTree(body);
  }

  /** What the engine says is wrong; its text if that is no JSON. */
  ResourceFailure refused(EngineRequest request, Response response) throws IOException {
    String body = response.body().string();
    String message;
    try {
      message = MAPPER.readTree(body).path("message").asString(body);
    } catch (JacksonException _) {
      message = body;
    }
    Kind kind = response.code() == 503 ? Kind.RETRYABLE : Kind.PERMANENT;
    return new ResourceFailure(
        kind, cannot(request) + (message.isBlank() ? "HTTP " + response.code() : message.strip()));
  }

  private ResourceFailure failure(EngineRequest request, IOException failure) {
    String why = String.valueOf(failure.getMessage());
    if (failure instanceof RouteFailure) {
      return new ResourceFailure(
          Kind.UNREACHABLE, where + ": the Docker Engine does not answer: " + why, failure);
    }
    if (request.changesNothing()) {
      return new ResourceFailure(
          Kind.UNREACHABLE, cannot(request) + "the Docker Engine did not answer: " + why, failure);
    }
    return new ResourceFailure(
        Kind.AMBIGUOUS,
        cannot(request) + "sent, but no answer came (" + why + "), so it may have happened",
        failure);
  }

  private String cannot(EngineRequest request) {
    return where + ": cannot " + request.what() + ": ";
  }

  ResourceFailure streamed(EngineRequest request, String message) {
    return new ResourceFailure(Kind.PERMANENT, cannot(request) + message);
  }

  /** Reads what an engine answered. */
  interface Reader<T> {
    T read(Answer answer) throws IOException, ResourceFailure;
  }

  /** An answer and the request that it is to. */
  record Answer(EngineClient client, EngineRequest request, Response response) {
    int code() {
      return response.code();
    }

    /**
     * Refuses anything but success.
     *
     * @throws ResourceFailure with the engine's own message; 304 (already so) is success
     */
    void check() throws IOException, ResourceFailure {
      if (!response.isSuccessful() && response.code() != 304) {
        throw client.refused(request, response);
      }
    }
  }
}
