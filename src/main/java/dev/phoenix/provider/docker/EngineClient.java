package dev.phoenix.provider.docker;

import dev.phoenix.json.JsonText;
import dev.phoenix.provider.connection.Answers;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.connection.Route;
import dev.phoenix.provider.connection.RouteFailure;
import dev.phoenix.provider.connection.RouteSocket;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.io.IOException;
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
import tools.jackson.databind.node.MissingNode;

/** Speaks HTTP to one engine along a route and turns what goes wrong into messages. */
final class EngineClient {
  static final MediaType JSON = MediaType.get("application/json");

  private static final String WHO = "; is this the socket of a Docker Engine?";

  private final String where;
  private final OkHttpClient http;
  private final Repetition repetition;
  private volatile @Nullable String version;

  EngineClient(String where, Route route, Repetition repetition) {
    this.where = where;
    this.repetition = repetition;
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

  /** The answer's JSON; missing if it has no content, which no answer to a question is. */
  JsonNode call(EngineRequest request) throws ResourceFailure {
    return exchange(request, this::json);
  }

  /** As {@link #call}, empty if the object that the path names is not there. */
  Optional<JsonNode> find(EngineRequest request) throws ResourceFailure {
    return exchange(
        request,
        response -> response.code() == 404 ? Optional.empty() : Optional.of(json(response)));
  }

  /**
   * What the engine shows of one object; empty if there is none. What has not even its name is no
   * object, nor does it say that there is none.
   */
  Optional<JsonNode> inspect(EngineRequest request, String name) throws ResourceFailure {
    Optional<JsonNode> found = find(request);
    if (found.isPresent() && !found.get().path(name).isString()) {
      throw failed(Kind.UNREACHABLE, request, "the answer has no " + name + WHO);
    }
    return found;
  }

  /**
   * What the engine lists, each with a text of this name; that nothing is there only a list says.
   */
  List<JsonNode> list(EngineRequest request, JsonNode list, String name) throws ResourceFailure {
    boolean each = list.valueStream().allMatch(entry -> entry.path(name).isString());
    if (!each || !(list.isArray() || list.isNull())) {
      throw failed(
          Kind.UNREACHABLE, request, "the answer is no list in which each has its " + name + WHO);
    }
    return list.valueStream().toList();
  }

  /** The id of what was made. */
  String made(EngineRequest request) throws ResourceFailure {
    String id = call(request).path("Id").asString("");
    if (id.isEmpty()) {
      throw failed(
          Kind.AMBIGUOUS, request, "the answer has no id of what was made; it may have happened");
    }
    return id;
  }

  /**
   * Hands the answer to a reader, which checks its status. What changes nothing is asked again
   * after a passing fault, so its reader may begin more than once. An engine that was exchanged
   * meanwhile is asked again in its own version, whatever is asked: it has not looked at more than
   * that.
   */
  <T> T exchange(EngineRequest request, Reader<T> reader) throws ResourceFailure {
    Request sent = prepare(request);
    boolean repeatable = request.changesNothing();
    boolean agreedAnew = false;
    Repetition.Round round = repetition.begin();
    while (true) {
      try (Response response = client(request).newCall(sent).execute()) {
        if (!agreedAnew && ApiVersion.isRefused(response)) {
          agreedAnew = true;
          version = null;
          sent = prepare(request);
          continue;
        }
        boolean again = repeatable && Repetition.isPassing(response.code()) && round.again();
        if (!again) {
          return read(request, response, reader);
        }
      } catch (IOException failure) {
        boolean again = repeatable && Repetition.isPassing(failure) && round.again();
        if (!again) {
          throw failure(request, failure);
        }
      }
    }
  }

  private OkHttpClient client(EngineRequest request) {
    return http.newBuilder().readTimeout(request.patience()).build();
  }

  private <T> T read(EngineRequest request, Response response, Reader<T> reader)
      throws IOException, ResourceFailure {
    try {
      return reader.read(new Answer(this, request, response));
    } catch (JacksonException broken) {
      throw new ResourceFailure(
          Kind.PERMANENT, cannot(request) + "the answer is no JSON" + WHO, broken);
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
    String agreed =
        ApiVersion.agreed(where, call(EngineRequest.get("ask for the version", "version")));
    version = agreed;
    return agreed;
  }

  private JsonNode json(Answer answer) throws IOException, ResourceFailure {
    answer.check();
    String body = Answers.text(answer.response().body());
    JsonNode json = body.isBlank() ? MissingNode.getInstance() : JsonText.read(body);
    if (answer.request().changesNothing() && !json.isContainer()) {
      throw failed(Kind.UNREACHABLE, answer.request(), "the answer says nothing" + WHO);
    }
    return json;
  }

  /** What the engine says is wrong; its text if that is no JSON. */
  ResourceFailure refused(EngineRequest request, Response response) throws IOException {
    String body = Answers.text(response.body());
    String message;
    try {
      message = JsonText.read(body).path("message").asString(body);
    } catch (JacksonException _) {
      message = body;
    }
    return new ResourceFailure(
        kind(request, response.code()),
        cannot(request) + (message.isBlank() ? "HTTP " + response.code() : message.strip()));
  }

  /** An engine itself never answers 502 or 504: something in between lost it. */
  private static Kind kind(EngineRequest request, int status) {
    return switch (status) {
      case 503 -> Kind.RETRYABLE;
      case 502, 504 -> request.changesNothing() ? Kind.UNREACHABLE : Kind.AMBIGUOUS;
      default -> Kind.PERMANENT;
    };
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

  ResourceFailure failed(Kind kind, EngineRequest request, String why) {
    return new ResourceFailure(kind, cannot(request) + why);
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
