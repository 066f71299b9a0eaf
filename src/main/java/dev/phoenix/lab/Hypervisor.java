package dev.phoenix.lab;

import dev.phoenix.lab.host.Console;
import dev.phoenix.lab.host.Guest;
import dev.phoenix.lab.host.Program;
import dev.phoenix.lab.http.Weather;
import dev.phoenix.lab.http.WireFront;
import dev.phoenix.lab.proxmox.Datacenter;
import dev.phoenix.lab.proxmox.GuestMachines;
import dev.phoenix.lab.proxmox.NodeShell;
import dev.phoenix.lab.proxmox.ProxmoxServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The Proxmox VE of a world: its nodes are machines, its API listens at their addresses, and its
 * guests are machines while they run.
 */
final class Hypervisor implements AutoCloseable {
  private static final String KEPT = "proxmox/";
  private static final int SSH = 22;

  private final Datacenter datacenter;
  private final ProxmoxServer server;
  private final Weather weather;
  private @Nullable WireFront front;

  Hypervisor(Datacenter datacenter, LabOptions options, WorldLog world, Machines machines) {
    this.datacenter = datacenter;
    this.weather = options.weather("proxmox").behindGateway();
    MachineStorage storage =
        new MachineStorage(world, KEPT, new ConcurrentSkipListMap<>(world.beginning(KEPT)));
    this.server =
        new ProxmoxServer(datacenter, options.hypervisor(), storage, new Guests(machines));
    for (Datacenter.Node node : datacenter.nodes()) {
      machines.admit(List.of(new LabFleet.Host(node.name(), node.address(), SSH, null)));
      machines
          .find(node.name())
          .ifPresent(machine -> equip(machine.guest(), server.shell(node.name())));
    }
  }

  private static void equip(Guest node, NodeShell shell) {
    Map<String, Program> programs = new LinkedHashMap<>();
    for (String name : NodeShell.programs()) {
      programs.put(
          name,
          (words, in, out) -> {
            GuestMachines.Ran ran = shell.run(words, in, out);
            return new Program.Outcome(ran.status(), ran.out(), ran.err());
          });
    }
    node.equip(programs, new NodeFolder(shell));
  }

  /** Where its API really is, if that is what listens there; all that is due is done before. */
  Optional<SocketAddress> listening(String host, int port) {
    server.settle();
    boolean own =
        datacenter.address().equals(host)
            || datacenter.nodes().stream()
                .anyMatch(node -> node.address().equals(host) || node.name().equals(host));
    return own && port == datacenter.port() ? Optional.of(open()) : Optional.empty();
  }

  private synchronized SocketAddress open() {
    WireFront open = front;
    if (open == null) {
      try {
        open = WireFront.open(server, server.identity(), weather);
      } catch (IOException broken) {
        throw new UncheckedIOException("cannot listen on loopback", broken);
      }
      front = open;
    }
    return open.address();
  }

  String fingerprint() {
    return server.identity().fingerprint();
  }

  @Override
  public synchronized void close() {
    if (front != null) {
      front.close();
    }
  }

  /** The guests as machines of the world. */
  private record Guests(Machines machines) implements GuestMachines {
    private static LabFleet.Host host(String machine, String address, boolean ssh) {
      return new LabFleet.Host(machine, address, ssh ? SSH : 0, null);
    }

    @Override
    public void start(String machine, String hostname, String address, boolean ssh) {
      LabMachine fresh = machines.raise(host(machine, address, ssh), hostname);
      if (fresh.guest().engineAnswers()) {
        fresh.engine().restarted();
      }
    }

    @Override
    public void here(String machine, String hostname, String address, boolean ssh) {
      Optional<LabMachine> same =
          machines.find(machine).filter(it -> it.host().address().equals(address));
      if (same.isEmpty()) {
        machines.raise(host(machine, address, ssh), hostname);
      }
    }

    @Override
    public void stop(String machine) {
      machines.lower(machine);
    }

    @Override
    public void destroy(String machine) {
      machines.forget(machine);
    }

    @Override
    public void copy(String from, String to) {
      machines.copy(from, to);
    }

    @Override
    public Ran run(String machine, List<String> words, InputStream in, OutputStream out) {
      return machines
          .find(machine)
          .map(found -> Console.run(found.guest(), words, in, out))
          .map(outcome -> new Ran(outcome.status(), outcome.out(), outcome.err()))
          .orElse(new Ran(255, "", "the guest has no network card\n"));
    }
  }
}
