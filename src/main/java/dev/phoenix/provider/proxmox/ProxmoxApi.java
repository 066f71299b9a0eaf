package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.connection.Answers;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.connection.RouteFailure;
import dev.phoenix.provider.connection.WebServer;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Time;
import java.io.IOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The API of one Proxmox VE cluster: connects and logs in on first use, once a run. Safe for
 * threads. Failures say what was tried and what the server answered, without secrets.
 */
final class ProxmoxApi {
  private static final String NOT_PROXMOX =
      "what answers is not the API of Proxmox VE: look whether something in front of it wants a log-in, and whether the URL is the server's own";

  private final String where;
  private final HttpUrl base;
  private final WebServer web;
  private final Redaction redaction;
  private final Repetition repetition;
  private final Login login;
  private volatile long serverTime;
  private @Nullable OkHttpClient reading;
  private @Nullable OkHttpClient changing;

  ProxmoxApi(
      String where,
      HttpUrl base,
      WebServer web,
      Credentials credentials,
      Redaction redaction,
      Time time,
      Repetition repetition) {
    this.where = where;
    this.base = base;
    this.web = web;
    this.redaction = redaction;
    this.repetition = repetition;
    this.login = new Login(this, credentials, time);
  }

  String where() {
    return where;
  }

  String user() {
    return login.user();
  }

  /** The certificate that the server showed; null before the first contact or without TLS. */
  @Nullable String fingerprint() {
    return web.fingerprint();
  }

  /** Seconds since 1970 by the server's clock as it said last; 0 if it never did. */
  long serverTime() {
    return serverTime;
  }

  /** What the answer holds. */
  JsonNode call(ProxmoxRequest request) throws ResourceFailure {
    Reply reply = send(request);
    if (!reply.ok()) {
      throw refused(request, reply);
    }
    if (!request.changesNothing() && !reply.isAnswer()) {
      throw garbled(request, NOT_PROXMOX);
    }
    return reply.data();
  }

  /** What the server lists; that there is nothing is believed of a list alone. */
  JsonNode list(ProxmoxRequest request) throws ResourceFailure {
    return listed(request, call(request));
  }

  JsonNode listed(ProxmoxRequest request, JsonNode data) throws ResourceFailure {
    if (!data.isArray()) {
      throw garbled(request, "the answer is no list; " + NOT_PROXMOX);
    }
    return data;
  }

  /** The one object that the server shows. */
  JsonNode object(ProxmoxRequest request) throws ResourceFailure {
    return shown(request, call(request));
  }

  JsonNode shown(ProxmoxRequest request, JsonNode data) throws ResourceFailure {
    if (!data.isObject()) {
      throw garbled(request, "the answer is no object; " + NOT_PROXMOX);
    }
    return data;
  }

  /** What cannot be an answer is none. */
  ResourceFailure garbled(ProxmoxRequest request, String why) {
    return failure(Kind.UNREACHABLE, request.what(), why);
  }

  /** The answer, whatever its status, as the user that the files name. */
  Reply send(ProxmoxRequest request) throws ResourceFailure {
    Login.Pass pass = login.pass();
    Reply reply = exchange(request, pass);
    if (reply.code() == 401 && pass.renewable()) {
      login.forget(pass);
      reply = exchange(request, login.pass());
    }
    if (reply.ok() && request.changesNothing() && !reply.isAnswer()) {
      throw garbled(request, NOT_PROXMOX);
    }
    return reply;
  }

  ResourceFailure refused(ProxmoxRequest request, Reply reply) {
    Fault fault = reply.fault();
    Kind kind =
        fault == Fault.UNCERTAIN && request.changesNothing() ? Kind.UNREACHABLE : fault.kind();
    return failure(kind, request.what(), Refusal.text(reply, user()));
  }

  ResourceFailure failure(Kind kind, String what, String why) {
    return new ResourceFailure(
        kind, redaction.redact("%s: cannot %s: %s".formatted(where, what, why)));
  }

  Reply exchange(ProxmoxRequest request, Login.Pass pass) throws ResourceFailure {
    try {
      return repetition.answer(
          request.mayBeRepeated(), () -> ask(request, pass), reply -> isPassing(reply.code()));
    } catch (IOException lost) {
      throw lost(request, lost);
    }
  }

  /** The server's own words for a proxy between its nodes that gave up. */
  private static boolean isPassing(int status) {
    return Repetition.isPassing(status) || (status >= 595 && status <= 599);
  }

  private Reply ask(ProxmoxRequest request, Login.Pass pass) throws IOException {
    HttpUrl.Builder url = base.newBuilder().addPathSegments("api2/json");
    request.path().forEach(url::addPathSegment);
    Request.Builder sent = new Request.Builder();
    pass.headers().forEach(sent::header);
    if (request.inQuery()) {
      request
          .parameters()
          .forEach((name, values) -> values.forEach(value -> url.addQueryParameter(name, value)));
      sent.method(request.method(), null);
    } else {
      // Its length is known: the server takes no chunks.
      FormBody.Builder form = new FormBody.Builder();
      request
          .parameters()
          .forEach((name, values) -> values.forEach(value -> form.add(name, value)));
      sent.method(request.method(), form.build());
    }
    if (!request.changesNothing() && !pass.csrf().isEmpty()) {
      sent.header("CSRFPreventionToken", pass.csrf());
    }
    OkHttpClient client =
        client(request.changesNothing()).newBuilder().readTimeout(request.patience()).build();
    try (Response response = client.newCall(sent.url(url.build()).build()).execute()) {
      String date = response.header("Date");
      remember(date);
      return new Reply(response.code(), response.message(), date, Answers.text(response.body()));
    }
  }

  private void remember(@Nullable String date) {
    try {
      if (date != null) {
        serverTime =
            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
      }
    } catch (DateTimeParseException _) {
      // Something in between wrote it; the clock stays as it was known.
    }
  }

  private ResourceFailure lost(ProxmoxRequest request, IOException failure) {
    String why = String.valueOf(failure.getMessage());
    if (failure instanceof RouteFailure || failure instanceof SSLException) {
      return failure(
          Kind.UNREACHABLE, request.what(), "Proxmox VE at " + base + " is not reached: " + why);
    }
    if (request.changesNothing()) {
      return failure(Kind.UNREACHABLE, request.what(), "Proxmox VE did not answer: " + why);
    }
    return failure(
        Kind.AMBIGUOUS,
        request.what(),
        "sent, but no answer came (" + why + "), so it may have happened");
  }

  /** Two clients, because the one may send again by itself and the other must never. */
  private synchronized OkHttpClient client(boolean reads) throws IOException {
    OkHttpClient known = reads ? reading : changing;
    if (known == null) {
      known =
          web.client()
              .retryOnConnectionFailure(reads)
              // The server closes what is idle for five seconds, perhaps while it is asked again.
              .connectionPool(new ConnectionPool(16, 3, TimeUnit.SECONDS))
              .writeTimeout(Duration.ofSeconds(60))
              .build();
      if (reads) {
        reading = known;
      } else {
        changing = known;
      }
    }
    return known;
  }

  /** Has a value blanked out in everything that is said from now on. */
  void conceal(Secret secret) {
    redaction.add(secret);
  }
}
