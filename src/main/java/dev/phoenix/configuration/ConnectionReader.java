package dev.phoenix.configuration;

import dev.phoenix.configuration.Connection.Local;
import dev.phoenix.configuration.Connection.Ssh;
import dev.phoenix.resource.Secret;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how a host is reached: its own {@code connection} over the {@code ssh} block for all. */
final class ConnectionReader {
  private static final String SOCKET = "/var/run/docker.sock";

  private final Block defaults;
  // Read once, so that one field of the files gives one warning and not one a host.
  private final Map<String, Secret> shared = new HashMap<>();
  private final JumpReader jumps;

  ConnectionReader(Block defaults) {
    this.defaults = defaults;
    remember("password");
    remember("passphrase");
    this.jumps = new JumpReader(defaults);
  }

  private void remember(String name) {
    Secret secret = defaults.secret(name);
    if (secret != null) {
      shared.put(name, secret);
    }
  }

  boolean isLocal(Block host) {
    Block connection = host.block("connection");
    return (connection == null ? host.text("connection", "ssh") : connection.text("kind", "ssh"))
        .equals("local");
  }

  Connection read(Block host, String address) {
    Block own = host.blockOrEmpty("connection");
    if (isLocal(host)) {
      return new Local(own.text("socket", SOCKET));
    }
    return new Ssh(
        address,
        own.number("port", defaults.number("port", 22)),
        own.text("user", defaults.text("user", "root")),
        either(own, "identity_file"),
        own.has("agent") ? own.flag("agent") : defaults.flag("agent"),
        either(own, "known_hosts"),
        either(own, "host_key"),
        secret(own, "password"),
        secret(own, "passphrase"),
        jumps.of(own));
  }

  /** A guest of Proxmox VE, with the user that was made in it. */
  Connection read(String address, @Nullable String user) {
    return new Ssh(
        address,
        defaults.number("port", 22),
        user == null ? defaults.text("user", "root") : user,
        defaults.text("identity_file"),
        defaults.flag("agent"),
        defaults.text("known_hosts"),
        null,
        shared.get("password"),
        shared.get("passphrase"),
        jumps.shared());
  }

  private @Nullable String either(Block own, String name) {
    String value = own.text(name);
    return value == null ? defaults.text(name) : value;
  }

  private @Nullable Secret secret(Block own, String name) {
    return own.has(name) ? own.secret(name) : shared.get(name);
  }
}
