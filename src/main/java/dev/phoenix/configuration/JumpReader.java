package dev.phoenix.configuration;

import dev.phoenix.configuration.Connection.Jump;
import dev.phoenix.resource.Secret;
import org.jspecify.annotations.Nullable;

/** Reads the machine that connections go through: one's own, else that of the {@code ssh} block. */
final class JumpReader {
  private final Block defaults;
  private final @Nullable Secret passphrase;
  private final @Nullable Jump shared;

  JumpReader(Block defaults) {
    this.defaults = defaults;
    this.passphrase = defaults.secret("passphrase");
    this.shared = one(defaults.block("jump"));
  }

  @Nullable Jump shared() {
    return shared;
  }

  /**
   * Null where it is reached directly.
   *
   * @param connection that may name one of its own
   */
  @Nullable Jump of(Block connection) {
    Block own = connection.block("jump");
    return own == null ? shared : one(own);
  }

  private @Nullable Jump one(@Nullable Block jump) {
    String address = jump == null ? null : jump.text("address");
    if (jump == null || address == null) {
      return null;
    }
    return new Jump(
        address,
        jump.number("port", 22),
        jump.text("user", defaults.text("user", "root")),
        either(jump, "identity_file"),
        jump.has("agent") ? jump.flag("agent") : defaults.flag("agent"),
        either(jump, "known_hosts"),
        jump.text("host_key"),
        jump.secret("password"),
        passphrase(jump));
  }

  /** The key of the {@code ssh} block is opened by the passphrase that stands there. */
  private @Nullable Secret passphrase(Block jump) {
    Secret own = jump.secret("passphrase");
    return own == null && !jump.has("identity_file") ? passphrase : own;
  }

  private @Nullable String either(Block jump, String name) {
    String value = jump.text(name);
    return value == null ? defaults.text(name) : value;
  }
}
