package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Secret;
import java.util.Map;

/** How phoenix proves to Proxmox VE who it is. */
sealed interface Credentials {
  /** Who acts, as messages and {@code pveum} name him. */
  String user();

  /** An API token, which needs no log-in. */
  record Token(String user, Secret secret) implements Credentials {}

  /** A user with realm and password, changed for a ticket that is renewed. */
  record Password(String user, Secret password) implements Credentials {}

  /** The files no longer give any. */
  record None(String user) implements Credentials {}

  static Credentials of(Attributes attributes, Map<String, Secret> secrets) {
    String user = attributes.text("user", "root@pam");
    Secret token = secrets.get("token_secret");
    if (token != null) {
      return new Token(user + "!" + attributes.text("token", "phoenix"), token);
    }
    Secret password = secrets.get("password");
    return password == null ? new None(user) : new Password(user, password);
  }
}
