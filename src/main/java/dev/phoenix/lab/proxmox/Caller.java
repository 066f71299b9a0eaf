package dev.phoenix.lab.proxmox;

/**
 * Who calls.
 *
 * @param user with realm
 * @param token id of the key that was shown; empty after a log-in with a password
 */
record Caller(String user, String token) {
  static final Caller ROOT = new Caller("root@pam", "");

  /** As tasks name it. */
  String name() {
    return token.isEmpty() ? user : user + "!" + token;
  }

  /** Some things are for this user alone, and not for its tokens either. */
  boolean isRoot() {
    return name().equals("root@pam");
  }
}
