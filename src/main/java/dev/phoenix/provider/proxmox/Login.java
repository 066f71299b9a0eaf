package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Time;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The pass that goes with every request; a refusal is remembered, for it costs 3 s to hear. */
final class Login {
  /** A ticket lives for two hours. */
  private static final Duration RENEWED_AFTER = Duration.ofMinutes(90);

  private static final String WHAT = "log in";

  private final ProxmoxApi api;
  private final Credentials credentials;
  private final Time time;
  private @Nullable Pass pass;
  private long obtained;
  private @Nullable ResourceFailure refusal;

  Login(ProxmoxApi api, Credentials credentials, Time time) {
    this.api = api;
    this.credentials = credentials;
    this.time = time;
  }

  String user() {
    return credentials.user();
  }

  synchronized Pass pass() throws ResourceFailure {
    if (refusal != null) {
      throw refusal;
    }
    Pass known = pass;
    if (known == null) {
      known = obtain();
    } else if (known.renewable() && time.nanos() - obtained > RENEWED_AFTER.toNanos()) {
      known = renew(known);
    }
    pass = known;
    return known;
  }

  private Pass obtain() throws ResourceFailure {
    return switch (credentials) {
      case Credentials.Token(String user, var secret) ->
          new Pass(
              Map.of("Authorization", checked("PVEAPIToken=" + user + "=" + secret.reveal())),
              "",
              "");
      case Credentials.Password(String user, var password) -> ticket(user, password.reveal());
      case Credentials.None(String user) ->
          throw api.failure(
              Kind.PERMANENT,
              WHAT,
              "the files give neither the secret of an API token nor a password for " + user);
    };
  }

  /** What cannot stand in a header was cut out of a file or a store with more than the secret. */
  private String checked(String header) throws ResourceFailure {
    if (!header.matches("[!-~]*[!-<>-~]")) {
      throw api.failure(
          Kind.PERMANENT,
          WHAT,
          "user, token or secret is empty or has a character that none has, perhaps a line break at its end");
    }
    return header;
  }

  /** The old ticket stands for the password, so a second factor is asked for only once. */
  private Pass renew(Pass old) throws ResourceFailure {
    try {
      return ticket(credentials.user(), old.ticket());
    } catch (ResourceFailure failure) {
      if (failure.kind() != Kind.PERMANENT) {
        throw failure;
      }
      refusal = null;
      return obtain();
    }
  }

  private Pass ticket(String user, String password) throws ResourceFailure {
    Reply reply =
        api.exchange(
            ProxmoxRequest.post(WHAT, "access", "ticket")
                .with("username", user)
                .with("password", password),
            Pass.NONE);
    JsonNode data = reply.data();
    if (reply.ok() && data.path("NeedTFA").asInt(0) != 0) {
      throw refused(
          "%s needs a second factor, which nobody can type here: use an API token".formatted(user));
    }
    String ticket = data.path("ticket").asString("");
    if (!reply.ok() || ticket.isEmpty()) {
      if (reply.code() >= 500) {
        throw api.failure(Kind.UNREACHABLE, WHAT, reply.message());
      }
      throw refused(
          "%s with the password of the files is refused (%s)".formatted(user, reply.message()));
    }
    obtained = time.nanos();
    api.conceal(new Secret(ticket));
    String csrf = data.path("CSRFPreventionToken").asString("");
    return new Pass(
        Map.of("Cookie", "PVEAuthCookie=" + URLEncoder.encode(ticket, StandardCharsets.UTF_8)),
        csrf,
        ticket);
  }

  private ResourceFailure refused(String why) {
    ResourceFailure failure = api.failure(Kind.PERMANENT, WHAT, why);
    refusal = failure;
    return failure;
  }

  /** Drops a pass that the server no longer takes, unless another thread has renewed it. */
  synchronized void forget(Pass refused) {
    if (refused.equals(pass)) {
      pass = null;
    }
  }

  /** What a request carries; the text form shows none of it. */
  record Pass(Map<String, String> headers, String csrf, String ticket) {
    static final Pass NONE = new Pass(Map.of(), "", "");

    boolean renewable() {
      return !ticket.isEmpty();
    }

    @Override
    public String toString() {
      return "(sensitive)";
    }
  }
}
