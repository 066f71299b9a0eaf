package dev.phoenix.provider.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the person who runs phoenix keeps keys and known hosts.
 *
 * @param folder the home folder
 * @param agent socket of the SSH agent; null without one
 */
public record SshHome(Path folder, @Nullable Path agent) {
  /** Of the user that this process runs as. */
  public static SshHome system() {
    String socket = System.getenv("SSH_AUTH_SOCK");
    return new SshHome(
        Path.of(System.getProperty("user.home")),
        socket == null || socket.isEmpty() ? null : Path.of(socket));
  }

  /** The file, with a leading {@code ~/} read as the home folder. */
  Path resolve(String file) {
    return file.startsWith("~/") ? folder.resolve(file.substring(2)) : Path.of(file);
  }

  List<Path> usualKeys() {
    return Stream.of("id_ed25519", "id_ecdsa", "id_rsa")
        .map(name -> folder.resolve(".ssh").resolve(name))
        .toList();
  }

  List<Path> usualKnownHosts() {
    return List.of(
        folder.resolve(".ssh").resolve("known_hosts"), Path.of("/etc/ssh/ssh_known_hosts"));
  }
}
