package dev.phoenix.real;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A Debian that debootstrap made, reached through its own sshd on loopback. Its processes and
 * mounts live in namespaces of their own and end with it; only the service manager is a stand-in.
 */
public final class DebianRoot implements AutoCloseable {
  private static final Path PRISTINE = Path.of("/var/tmp/phoenix-debian-bookworm");

  private final Path root;
  private final int port;
  private final Path key;
  private final Process process;

  private DebianRoot(Path root, int port, Path key, Process process) {
    this.root = root;
    this.port = port;
    this.key = key;
    this.process = process;
  }

  /** A fresh one, or leaves the test out where none can be made. */
  public static DebianRoot start() {
    Programs.assume(
        Programs.isRoot()
            && !Programs.find("debootstrap").isEmpty()
            && !Programs.find("unshare").isEmpty(),
        "installing Docker into a Debian; to have it: apt install debootstrap and run as root");
    try {
      make();
      Path root = Programs.folder("phoenix-debian").resolve("root");
      Programs.run("cp", "-a", "--reflink=auto", PRISTINE.toString(), root.toString());
      Path key = login(root);
      int port = Programs.freePort();
      Path log = root.resolveSibling("log");
      Process process =
          Programs.start(
              log,
              List.of(
                  "unshare",
                  "--mount",
                  "--pid",
                  "--fork",
                  "--kill-child",
                  "sh",
                  "-c",
                  script(root, port)));
      Programs.await(() -> Programs.answers(port), process, log);
      return new DebianRoot(root, port, key, process);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String script(Path root, int port) {
    return """
    set -e
    mount --make-rprivate /
    mount --rbind /dev %1$s/dev
    mount --rbind /sys %1$s/sys
    mount -t proc proc %1$s/proc
    mount -t tmpfs tmpfs %1$s/run
    mkdir -p %1$s/run/sshd %1$s/run/lock
    exec chroot %1$s /usr/sbin/sshd -D -e -p %2$d -o ListenAddress=127.0.0.1 -o UsePAM=no -o StrictModes=no
    """
        .formatted(root, port);
  }

  /** Takes minutes, so that it is made once for this machine. */
  private static synchronized void make() throws IOException {
    if (Files.exists(PRISTINE)) {
      return;
    }
    Path work = Path.of(PRISTINE + ".making");
    Programs.run("rm", "-rf", work.toString());
    Programs.run(
        "debootstrap",
        "--variant=minbase",
        "--include=openssh-server",
        "bookworm",
        work.toString());
    Files.move(work, PRISTINE);
  }

  private static Path login(Path root) throws IOException {
    Path key = root.resolveSibling("key");
    Programs.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
    Path ssh = Files.createDirectories(root.resolve("root/.ssh"));
    Files.copy(Path.of(key + ".pub"), ssh.resolve("authorized_keys"));
    Files.copy(
        Path.of("/etc/resolv.conf"),
        root.resolve("etc/resolv.conf"),
        StandardCopyOption.REPLACE_EXISTING);
    program(root.resolve("usr/local/bin/systemctl"), "systemctl");
    // Packages must not start what only the stand-in may start.
    Path policy = root.resolve("usr/sbin/policy-rc.d");
    Files.writeString(policy, "#!/bin/sh\nexit 101\n");
    executable(policy);
    Programs.run("chroot", root.toString(), "/usr/sbin/useradd", "-m", "deploy");
    return key;
  }

  private static void program(Path file, String resource) throws IOException {
    try (InputStream content = DebianRoot.class.getResourceAsStream(resource)) {
      Files.copy(java.util.Objects.requireNonNull(content), file);
    }
    executable(file);
  }

  private static void executable(Path file) {
    Programs.run("chmod", "0755", file.toString());
  }

  public int port() {
    return port;
  }

  /** Lets root in. */
  public Path key() {
    return key;
  }

  /** {@code SHA256:} fingerprint of its host key. */
  public String fingerprint() {
    Path file = root.resolve("etc/ssh/ssh_host_ed25519_key.pub");
    return Programs.run("ssh-keygen", "-lf", file.toString()).split(" ", -1)[1];
  }

  /** A file of the machine, seen from outside. */
  public Path file(String path) {
    return root.resolve(path.substring(1));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    Programs.stop(process);
    Programs.run("rm", "-rf", "--one-file-system", root.toString());
  }
}
