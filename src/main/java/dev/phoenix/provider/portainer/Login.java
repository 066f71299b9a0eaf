package dev.phoenix.provider.portainer;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Secret;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One log-in a run: a server that sees more than ten in a second bans the address for an hour, so a
 * refusal is remembered as well.
 */
final class Login {
  private static final PortainerRequest REQUEST = PortainerRequest.post("log in", "auth");

  private final PortainerApi api;
  private final Credentials credentials;
  private @Nullable Pass pass;
  private @Nullable ResourceFailure refusal;

  Login(PortainerApi api, Credentials credentials) {
    this.api = api;
    this.credentials = credentials;
  }

  /** The header that goes with every request. */
  synchronized Pass pass() throws ResourceFailure {
    if (refusal != null) {
      throw refusal;
    }
    Pass known = pass;
    if (known == null) {
      known = obtain();
      pass = known;
    }
    return known;
  }

  private Pass obtain() throws ResourceFailure {
    return switch (credentials) {
      case Credentials.ApiKey(var key) -> new Pass("X-API-KEY", checked(key.reveal()), false);
      case Credentials.Password password -> logIn(password);
      case Credentials.None() ->
          throw api.failure(
              Kind.PERMANENT, REQUEST, "the files give neither its password nor an API key");
    };
  }

  /** What cannot stand in a header was cut out of a file or a store with more than the key. */
  private String checked(String key) throws ResourceFailure {
    if (!key.matches("[!-~]+")) {
      throw api.failure(
          Kind.PERMANENT,
          REQUEST,
          "the API key is empty or has a character that no key has, perhaps a line break at its end");
    }
    return key;
  }

  private Pass logIn(Credentials.Password given) throws ResourceFailure {
    Reply reply =
        api.exchange(
            REQUEST.json(
                JsonNodeFactory.instance
                    .objectNode()
                    .put("Username", given.user())
                    .put("Password", given.password().reveal())));
    String token = reply.json().path("jwt").asString("");
    if (reply.ok() && !token.isEmpty()) {
      api.conceal(new Secret(token));
      return new Pass("Authorization", "Bearer " + token, true);
    }
    if (reply.code() == 429 || reply.code() >= 500) {
      throw api.refused(REQUEST, reply);
    }
    ResourceFailure refused =
        reply.ok()
            // It may have the token in it, wherever that stands.
            ? api.failure(Kind.UNREACHABLE, REQUEST, PortainerApi.NOT_PORTAINER)
            : api.failure(Kind.PERMANENT, REQUEST, why(given, reply));
    refusal = refused;
    throw refused;
  }

  private static String why(Credentials.Password given, Reply reply) {
    return switch (reply.code()) {
      case 422 ->
          "user %s with the password of the files is refused (%s); the data volume of a server keeps the password that it was first started with: give that one, or change it in Portainer"
              .formatted(given.user(), reply.message());
      case 403 ->
          "this address is banned after too many log-ins (%s); wait an hour or use an API key"
              .formatted(reply.message());
      default -> reply.message();
    };
  }

  /** Drops a pass that the server no longer takes, unless another thread has renewed it. */
  synchronized void forget(Pass refused) {
    if (refused.equals(pass)) {
      pass = null;
    }
  }

  /** Tries again what was refused before: the server is another one now. */
  synchronized void reset() {
    pass = null;
    refusal = null;
  }

  /** One header of a request. */
  record Pass(String header, String value, boolean renewable) {
    @Override
    public String toString() {
      return header;
    }
  }
}
