package dev.phoenix.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The public key that new machines let in, so that phoenix can log in with the private one. */
final class PublicKey {
  private PublicKey() {}

  /** The one that the {@code ssh} block names, else that beside its private key; null for none. */
  static @Nullable String of(Block ssh) {
    String named = ssh.text("public_key");
    String file = ssh.text("identity_file");
    if (named != null || file == null) {
      return named == null ? null : named.strip();
    }
    try {
      String home = System.getProperty("user.home", "");
      Path path = Path.of((file.startsWith("~/") ? home + file.substring(1) : file) + ".pub");
      return Files.isRegularFile(path) ? Files.readString(path).strip() : null;
    } catch (InvalidPathException | IOException unreadable) {
      return null;
    }
  }
}
