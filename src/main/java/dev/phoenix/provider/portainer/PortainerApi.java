package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Answers;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.connection.RouteFailure;
import dev.phoenix.provider.connection.Trust;
import dev.phoenix.provider.connection.WebServer;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The API of one Portainer server: connects and logs in on first use, once a run. Safe for threads.
 * Failures say what was tried and what the server answered, without secrets.
 */
public final class PortainerApi {
  static final String NOT_PORTAINER =
      "what answers is not Portainer's API: look whether something in front of it wants a log-in, and whether the URL is the server's own";

  private final String where;
  private final HttpUrl base;
  private final WebServer web;
  private final Redaction redaction;
  private final Repetition repetition;
  private final Login login;
  private @Nullable OkHttpClient http;

  PortainerApi(
      String where,
      HttpUrl base,
      Network network,
      Trust trust,
      Credentials credentials,
      Redaction redaction,
      Repetition repetition) {
    this.where = where;
    this.base = base;
    this.web = new WebServer(base, network, trust);
    this.redaction = redaction;
    this.repetition = repetition;
    this.login = new Login(this, credentials);
  }

  /** The server, for messages. */
  String where() {
    return where;
  }

  /** The certificate that the server showed; null before the first contact or without TLS. */
  @Nullable String fingerprint() {
    return web.fingerprint();
  }

  /** The answer's JSON; missing if it has no content. */
  JsonNode call(PortainerRequest request) throws ResourceFailure {
    Reply reply = send(request);
    if (!reply.ok()) {
      throw refused(request, reply);
    }
    return reply.json();
  }

  /**
   * What the server lists; that there is nothing is believed of a list alone.
   *
   * @param id the number that each entry has
   */
  List<JsonNode> list(PortainerRequest request, String id) throws ResourceFailure {
    List<JsonNode> list = listed(request, call(request));
    for (JsonNode entry : list) {
      if (!entry.path(id).canConvertToInt() || !entry.path("Name").isString()) {
        throw failure(
            Kind.UNREACHABLE,
            request,
            "an entry of the answer has no number or no name; " + NOT_PORTAINER);
      }
    }
    return list;
  }

  List<JsonNode> listed(PortainerRequest request, JsonNode json) throws ResourceFailure {
    if (!json.isArray() && !json.isNull()) {
      throw failure(Kind.UNREACHABLE, request, NOT_PORTAINER);
    }
    return json.valueStream().toList();
  }

  /** The one object that the server shows. */
  JsonNode object(PortainerRequest request) throws ResourceFailure {
    JsonNode json = call(request);
    if (!json.isObject()) {
      throw failure(Kind.UNREACHABLE, request, NOT_PORTAINER);
    }
    return json;
  }

  /** The answer, whatever its status, as the user that the files name. */
  Reply send(PortainerRequest request) throws ResourceFailure {
    Login.Pass pass = login.pass();
    Reply reply = exchange(request.header(pass.header(), pass.value()));
    if (unknown(reply) && pass.renewable()) {
      // A restart of the server makes every log-in of before worthless.
      login.forget(pass);
      Login.Pass next = login.pass();
      reply = exchange(request.header(next.header(), next.value()));
    }
    if (unknown(reply)) {
      throw failure(
          Kind.PERMANENT, request, "the credentials are not accepted (" + reply.message() + ")");
    }
    return reply;
  }

  /** An engine hands on what a registry thinks of a log-in, which is not ours. */
  private static boolean unknown(Reply reply) {
    return reply.code() == 401 && !reply.handedOn();
  }

  /**
   * The answer to a question that anybody may ask. What changes nothing is asked again after a
   * passing fault.
   */
  Reply exchange(PortainerRequest request) throws ResourceFailure {
    Reply reply;
    try {
      reply =
          repetition.answer(
              request.changesNothing(),
              () -> ask(request),
              answer -> answer.isOfGateway() || Repetition.isPassing(answer.code()));
    } catch (IOException lost) {
      throw lost(request, lost);
    }
    examine(request, reply);
    return reply;
  }

  private Reply ask(PortainerRequest request) throws IOException {
    HttpUrl.Builder url = base.newBuilder().addPathSegments(request.path());
    request.query().forEach(url::addQueryParameter);
    Request.Builder sent =
        new Request.Builder().url(url.build()).method(request.method(), request.body());
    request.headers().forEach(sent::header);
    OkHttpClient client = client().newBuilder().readTimeout(request.patience()).build();
    try (Response response = client.newCall(sent.build()).execute()) {
      return new Reply(response.code(), response.headers(), Answers.text(response.body()));
    }
  }

  /** Answers that mean the same whatever was asked. */
  private void examine(PortainerRequest request, Reply reply) throws ResourceFailure {
    if ("AdminInitTimeout".equals(reply.headers().get("redirect-reason"))) {
      throw failure(
          Kind.PERMANENT,
          request,
          "the server waited five minutes for its first administrator and has locked itself; restart its container and create the administrator within five minutes");
    }
    if (reply.code() == 403 && reply.message().contains("setup token")) {
      throw failure(
          Kind.PERMANENT,
          request,
          "the server has no administrator and wants the setup token that it printed to its log; create the administrator with it, or start the server with an administrator password file");
    }
    if (reply.code() >= 300 && reply.code() < 400 && reply.code() != 304) {
      throw failure(
          Kind.PERMANENT,
          request,
          "something in front of the server answers with a redirect (HTTP %d to %s), which is not followed with credentials; give the URL behind it"
              .formatted(reply.code(), reply.headers().get("Location")));
    }
    if (reply.ok() && reply.isPage()) {
      throw failure(Kind.UNREACHABLE, request, NOT_PORTAINER);
    }
    if (reply.isOfGateway() && !request.changesNothing()) {
      throw failure(
          Kind.AMBIGUOUS,
          request,
          "a proxy gave up waiting (HTTP " + reply.code() + "), so it may still happen");
    }
  }

  /** What a refusal means to the person. */
  ResourceFailure refused(PortainerRequest request, Reply reply) {
    return refused(request, reply, reply.message());
  }

  /** As above, where the caller has found better words in the answer. */
  ResourceFailure refused(PortainerRequest request, Reply reply, String why) {
    Kind kind =
        switch (reply.code()) {
          case 408, 429, 503 -> Kind.RETRYABLE;
          default -> reply.isOfGateway() ? Kind.UNREACHABLE : Kind.PERMANENT;
        };
    return failure(kind, request, why + needed(request, reply));
  }

  /** Portainer does not say which right is missing. */
  private static String needed(PortainerRequest request, Reply reply) {
    return reply.code() != 403
        ? ""
        : "; %s /api/%s needs an administrator of Portainer"
            .formatted(request.method(), request.path());
  }

  ResourceFailure failure(Kind kind, PortainerRequest request, String why) {
    return failure(kind, "cannot %s: %s".formatted(request.what(), why));
  }

  ResourceFailure failure(Kind kind, String what) {
    return new ResourceFailure(kind, redaction.redact(where + ": " + what));
  }

  /** Hides what stands for the user from now on, where the server says it back. */
  void conceal(Secret secret) {
    redaction.add(secret);
  }

  private ResourceFailure lost(PortainerRequest request, IOException failure) {
    String why = String.valueOf(failure.getMessage());
    if (failure instanceof RouteFailure || failure instanceof SSLException) {
      return failure(Kind.UNREACHABLE, request, "Portainer at " + base + " is not reached: " + why);
    }
    if (request.changesNothing()) {
      return failure(Kind.UNREACHABLE, request, "Portainer did not answer: " + why);
    }
    return failure(
        Kind.AMBIGUOUS, request, "sent, but no answer came (" + why + "), so it may have happened");
  }

  private synchronized OkHttpClient client() throws IOException {
    OkHttpClient known = http;
    if (known == null) {
      known = open();
      http = known;
    }
    return known;
  }

  private OkHttpClient open() throws IOException {
    return web.client()
        .retryOnConnectionFailure(false)
        .connectionPool(new ConnectionPool(8, 5, TimeUnit.SECONDS))
        .writeTimeout(Duration.ofSeconds(60))
        .build();
  }
}
