package dev.phoenix.lab.proxmox;

import org.jspecify.annotations.Nullable;

/** What may stand in the file of a kind of guest, and what each key means for who writes it. */
interface Keys {
  /** The parameters under which keys are written. */
  Form form();

  /** Privileges of which one is needed to write the key. */
  String[] privileges(String key, String value);

  /** Why only root@pam may write this; null if others may. */
  @Nullable Refusal onlyForRoot(Guest guest, String key, @Nullable String value);

  /**
   * Whether a running guest takes the change at once.
   *
   * @param before null if the key is new
   * @param after null if the key goes
   */
  boolean takesLive(Guest guest, String key, @Nullable String before, @Nullable String after);

  /** The key of a value that may stand bare, for keys that hold a list; null for the others. */
  @Nullable String first(String key);

  /** Whether a volume hangs on this key. */
  boolean isDisk(String key);

  /** Whether this is a network card. */
  default boolean isNet(String key) {
    return key.matches("net[0-9]+");
  }

  static Keys of(Kind kind) {
    return switch (kind) {
      case QEMU -> new QemuKeys();
      case LXC -> new LxcKeys();
    };
  }
}
