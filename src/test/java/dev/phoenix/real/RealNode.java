package dev.phoenix.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A node of Proxmox VE as far as {@code pct exec} goes: a real OpenSSH server and this machine's
 * own programs. Only {@code pct} is a stand-in, which runs what it is given here instead of in a
 * container; it complains of a stopped container, and of one that is on another node, as Proxmox VE
 * 8.4 does.
 */
public final class RealNode implements AutoCloseable {
  private final Path folder;
  private final RealSshd sshd;
  private final Path key;

  private static String script(Path folder) {
    return """
    #!/bin/sh
    [ "$1" = exec ] && [ "$3" = -- ] || exit 255
    if [ ! -e %1$s/$2 ]; then
      echo "Configuration file 'nodes/pve/lxc/$2.conf' does not exist" >&2
      exit 2
    fi
    if [ "$(cat %1$s/$2)" != running ]; then
      echo "container '$2' not running!" >&2
      exit 255
    fi
    shift 3
    exec env -i "$@"
    """
        .formatted(folder);
  }

  private RealNode(Path folder, RealSshd sshd) {
    this.folder = folder;
    this.sshd = sshd;
    this.key = sshd.key("ed25519", "");
  }

  /** Starts one, or leaves the test out where OpenSSH's server is not installed. */
  public static RealNode start() {
    Path folder = Programs.folder("phoenix-node");
    try {
      Path pct = Files.writeString(folder.resolve("pct"), script(folder));
      Programs.run("chmod", "0755", pct.toString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new RealNode(folder, RealSshd.start("SetEnv PATH=" + folder + ":/usr/bin:/bin"));
  }

  /** Leaves the test out where Docker's command is not installed. */
  public static void needsDocker() {
    Programs.assume(
        !Programs.find("docker").isEmpty(),
        "tests of the way to an engine through docker system dial-stdio; to have them: apt install docker-cli or docker.io");
  }

  /** How {@code proxmox_api} names the way to it. */
  public String ssh() {
    return "{'user':'%s','port':%d,'identity_file':'%s','host_key':'%s','nodes':{'pve':'127.0.0.1'}}"
        .formatted(sshd.user(), sshd.port(), key, sshd.fingerprint("ed25519"));
  }

  /** A container is here, and runs or is stopped. */
  public void has(int vmid, boolean running) {
    try {
      Files.writeString(folder.resolve("" + vmid), running ? "running" : "stopped");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    sshd.close();
  }
}
