package dev.phoenix.provider.ssh;

import dev.phoenix.resource.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A machine and how to log in to it.
 *
 * @param identityFile private key; null to try the usual ones of the user
 * @param agent whether the keys of an SSH agent are tried; null for "if there is one and no file is
 *     named"
 * @param knownHosts file of known host keys; null for the user's and the machine's
 * @param hostKey {@code SHA256:} fingerprint of the only host key that is trusted; null to go by
 *     the known hosts
 * @param passphrase of the private key
 * @param jump the machine that the connection goes through; null to go there directly
 */
public record SshTarget(
    String address,
    int port,
    String user,
    @Nullable String identityFile,
    @Nullable Boolean agent,
    @Nullable String knownHosts,
    @Nullable String hostKey,
    @Nullable Secret password,
    @Nullable Secret passphrase,
    @Nullable SshTarget jump) {
  private static final int USUAL_PORT = 22;

  /**
   * Reads a connection as the files describe it.
   *
   * @param secrets by the dotted path of the connection's attribute
   */
  public static SshTarget of(JsonNode connection, Map<String, Secret> secrets) {
    return of(connection, secrets, "connection.");
  }

  private static SshTarget of(JsonNode connection, Map<String, Secret> secrets, String path) {
    JsonNode jump = connection.path("jump");
    return new SshTarget(
        connection.path("address").asString(""),
        connection.path("port").asInt(USUAL_PORT),
        connection.path("user").asString("root"),
        text(connection, "identity_file"),
        connection.has("agent") ? connection.path("agent").asBoolean() : null,
        text(connection, "known_hosts"),
        text(connection, "host_key"),
        secrets.get(path + "password"),
        secrets.get(path + "passphrase"),
        jump.isObject() ? of(jump, secrets, path + "jump.") : null);
  }

  private static @Nullable String text(JsonNode object, String name) {
    return object.has(name) ? object.path(name).asString() : null;
  }

  /** As people write it; the usual port is left out. */
  public String name() {
    return user + "@" + address + (port == USUAL_PORT ? "" : " port " + port);
  }
}
