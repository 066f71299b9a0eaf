package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Secret;
import java.util.Map;

/** How phoenix proves to a server who it is. */
sealed interface Credentials {
  /** An access token, which survives restarts of the server. */
  record ApiKey(Secret key) implements Credentials {}

  /** A user and password, changed for a token once a run. */
  record Password(String user, Secret password) implements Credentials {}

  /** The files no longer give any. */
  record None() implements Credentials {}

  static Credentials of(String user, Map<String, Secret> secrets) {
    Secret key = secrets.get("api_key");
    if (key != null) {
      return new ApiKey(key);
    }
    Secret password = secrets.get("admin_password");
    return password == null ? new None() : new Password(user, password);
  }
}
