package dev.phoenix.configuration;

import dev.phoenix.resource.Secret;
import org.jspecify.annotations.Nullable;

/** How phoenix reaches a machine. */
public sealed interface Connection {

  /** The Docker socket of the machine that phoenix runs on. */
  record Local(String socket) implements Connection {}

  /**
   * SSH, with the defaults of the {@code ssh} block merged in.
   *
   * @param identityFile private key; null: the agent, or the usual files
   * @param agent whether keys of the SSH agent are tried; null: where one is running
   * @param knownHosts null: {@code ~/.ssh/known_hosts}
   * @param hostKey pinned key, {@code SHA256:...}
   */
  record Ssh(
      String address,
      int port,
      String user,
      @Nullable String identityFile,
      @Nullable Boolean agent,
      @Nullable String knownHosts,
      @Nullable String hostKey,
      @Nullable Secret password,
      @Nullable Secret passphrase,
      @Nullable Jump jump)
      implements Connection {}

  /**
   * A container of Proxmox VE, through its node: {@code pct exec} over SSH.
   *
   * @param vmid its number
   */
  record Pct(int vmid) implements Connection {}

  /** A machine that an SSH connection goes through. */
  record Jump(
      String address,
      int port,
      String user,
      @Nullable String identityFile,
      @Nullable Boolean agent,
      @Nullable String knownHosts,
      @Nullable String hostKey,
      @Nullable Secret password,
      @Nullable Secret passphrase) {}
}
