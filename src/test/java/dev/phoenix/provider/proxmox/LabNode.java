package dev.phoenix.provider.proxmox;

import dev.phoenix.lab.NodeFolder;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Storage;
import dev.phoenix.lab.host.Console;
import dev.phoenix.lab.host.Guest;
import dev.phoenix.lab.host.Program;
import dev.phoenix.lab.host.SshHost;
import dev.phoenix.lab.http.Way;
import dev.phoenix.lab.proxmox.GuestMachines;
import dev.phoenix.lab.proxmox.NodeShell;
import dev.phoenix.lab.proxmox.ProxmoxServer;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.jspecify.annotations.Nullable;

/** The node of a lab's Proxmox VE as a machine that takes SSH, whose programs may fail. */
final class LabNode implements AutoCloseable {
  private static final Secret PASSWORD = new Secret("let me in");

  final List<List<String>> ran = new ArrayList<>();
  private final String address;
  private final ProxmoxServer server;
  private final Guest machine =
      new Guest("pve", Engine.inMemory("pve"), Storage.memory(), Duration.ZERO);
  private final Map<String, Deque<String>> complaints = new HashMap<>();
  private final KeyPair key;
  private @Nullable SshHost open;

  LabNode(ProxmoxServer server, String address) throws Exception {
    this.server = server;
    this.address = address;
    this.key = KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
    NodeShell shell = server.shell("pve");
    Map<String, Program> programs = new LinkedHashMap<>();
    for (String name : NodeShell.programs()) {
      programs.put(name, (words, in, out) -> run(shell, words, in, out));
    }
    machine.equip(programs, new NodeFolder(shell));
  }

  private Program.Outcome run(
      NodeShell shell, List<String> words, InputStream in, OutputStream out) {
    ran.add(words);
    Deque<String> waiting = complaints.get(words.getFirst());
    if (waiting != null && !waiting.isEmpty()) {
      return new Program.Outcome(255, "", waiting.remove() + "\n");
    }
    GuestMachines.Ran outcome = shell.run(words, in, out);
    return new Program.Outcome(outcome.status(), outcome.out(), outcome.err());
  }

  /** The next time this program runs it does nothing and says this. */
  void refuses(String program, String complaint) {
    complaints.computeIfAbsent(program, _ -> new ArrayDeque<>()).add(complaint);
  }

  /** What root at the node gets to see. */
  String root(String... words) {
    return Console.run(machine, List.of(words), () -> new byte[0]).out();
  }

  /** The network of this machine, and the node in it. */
  Network network() {
    Network real = Network.real();
    return new Network() {
      @Override
      public SocketAddress tcp(String host, int port) {
        return host.equals(address) && port == 22 ? ssh() : real.tcp(host, port);
      }

      @Override
      public SocketAddress unix(String path) {
        return real.unix(path);
      }

      @Override
      public Sandbox sandbox() {
        return new Sandbox(
            Set.of(
                server.identity().fingerprint(),
                KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic())),
            PASSWORD);
      }
    };
  }

  private synchronized InetSocketAddress ssh() {
    SshHost listening = open;
    if (listening == null) {
      try {
        listening = new SshHost(machine, key, PASSWORD, Network.real()::tcp, Way.OPEN);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
      open = listening;
    }
    return listening.address();
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      open.close();
    }
  }
}
