package dev.phoenix.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real OpenSSH server on loopback that lets the user of this process in by keys of its own
 * folder.
 */
public final class RealSshd implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final Process process;

  private RealSshd(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts one, or leaves the test out where OpenSSH's server is not installed. */
  public static RealSshd start(String... options) {
    String program = Programs.find("sshd");
    Programs.assume(
        !program.isEmpty(),
        "tests against a real OpenSSH server; to have them: apt install openssh-server");
    Path folder = Programs.folder("phoenix-sshd");
    int port = Programs.freePort();
    try {
      privilegeSeparation();
      hostKey(folder, "ed25519");
      hostKey(folder, "rsa");
      hostKey(folder, "ecdsa");
      Path configuration = folder.resolve("sshd_config");
      Files.writeString(configuration, configuration(folder, port, options));
      Files.createFile(folder.resolve("authorized_keys"));
      Path log = folder.resolve("log");
      Process process =
          Programs.start(log, List.of(program, "-D", "-e", "-f", configuration.toString()));
      Programs.await(() -> Programs.answers(port), process, log);
      return new RealSshd(folder, port, process);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One whose user has another shell: it gets what is sent as a login shell would. */
  public static RealSshd ofUserWith(String shell) {
    Programs.assume(
        !Programs.find(shell.split(" ", -1)[0]).isEmpty(),
        "tests of users whose shell is %s; to have them: apt install csh tcsh fish busybox-static"
            .formatted(shell));
    return start("ForceCommand " + shell + " -c \"$SSH_ORIGINAL_COMMAND\"");
  }

  private static String configuration(Path folder, int port, String... options) {
    return """
    ListenAddress 127.0.0.1
    Port %1$d
    HostKey %2$s/host_ed25519
    HostKey %2$s/host_rsa
    HostKey %2$s/host_ecdsa
    AuthorizedKeysFile %2$s/authorized_keys
    PidFile none
    UsePAM no
    StrictModes no
    PermitRootLogin prohibit-password
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    %3$s
    """
        .formatted(port, folder, String.join("\n", options));
  }

  /** The folder that sshd insists on where it is run by root. */
  private static void privilegeSeparation() throws IOException {
    if (Programs.isRoot()) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
  }

  private static void hostKey(Path folder, String type) {
    Programs.run(
        "ssh-keygen",
        "-q",
        "-t",
        type,
        "-b",
        bits(type),
        "-N",
        "",
        "-f",
        folder.resolve("host_" + type).toString());
  }

  public int port() {
    return port;
  }

  /** The user whom it lets in. */
  public String user() {
    return System.getProperty("user.name");
  }

  /** A new key that it lets in, protected by the passphrase unless that is empty. */
  public Path key(String type, String passphrase) {
    Path file = folder.resolve("user_" + type + "_" + passphrase.length());
    Programs.run(
        "ssh-keygen", "-q", "-t", type, "-b", bits(type), "-N", passphrase, "-f", file.toString());
    try {
      Files.writeString(
          folder.resolve("authorized_keys"),
          Files.readString(Path.of(file + ".pub")),
          java.nio.file.StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return file;
  }

  /** The smallest that is still taken: they only have to live for a test. */
  private static String bits(String type) {
    return type.equals("rsa") ? "2048" : "256";
  }

  /** {@code SHA256:} fingerprint of its host key of the type. */
  public String fingerprint(String type) {
    return Programs.run("ssh-keygen", "-lf", folder.resolve("host_" + type + ".pub").toString())
        .split(" ", -1)[1];
  }

  /** A file of known hosts that has its host key of the type. */
  public Path knownHosts(String type) {
    try {
      String[] key = Files.readString(folder.resolve("host_" + type + ".pub")).split(" ", -1);
      return Files.writeString(
          folder.resolve("known_hosts_" + type),
          "[127.0.0.1]:%d %s %s%n".formatted(port, key[0], key[1]));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    Programs.stop(process);
  }
}
