package dev.phoenix.lab;

import dev.phoenix.lab.engine.Appliance;
import dev.phoenix.lab.engine.Container;
import dev.phoenix.lab.engine.Fleet;
import dev.phoenix.lab.engine.Machine;
import dev.phoenix.lab.host.Guest;
import dev.phoenix.lab.host.SshHost;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * An embedded world of machines on loopback. Opening it reads what the last process left; servers
 * begin to listen when something is routed to them.
 */
public final class Lab implements LabNetwork, Fleet {
  /** Nothing listens at the discard port of this machine, so connections are refused. */
  static final InetSocketAddress NOBODY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

  private final Path folder;
  private final WorldLock lock;
  private final WorldLog world;
  private final HostKey hostKey;
  private final Secret password;
  private final Set<String> certificates;
  private final Software software;
  private final Machines machines;
  private final List<Relay> relays = new ArrayList<>();
  private final @Nullable Hypervisor hypervisor;
  private @Nullable Doorkeeper doorkeeper;

  /**
   * What a world is made of.
   *
   * @param appliances the software that its containers may hold
   * @param certificates fingerprints of the TLS certificates of the appliances
   */
  public record Parts(
      LabOptions options,
      LabFleet fleet,
      List<? extends Appliance> appliances,
      Set<String> certificates) {}

  private Lab(Path folder, WorldLock lock, Parts parts) throws IOException {
    this.folder = folder;
    this.lock = lock;
    this.world = new WorldLog(folder);
    this.certificates = parts.certificates();
    this.hostKey = HostKey.of(world);
    this.password = new Secret(kept("password"));
    this.software = new Software(parts.appliances());
    LabFleet fleet = parts.fleet();
    this.machines = new Machines(parts.options(), world, software, fleet);
    machines.admit(fleet.hosts());
    for (LabFleet.Server server : fleet.servers()) {
      if (machines.find(server.host()).isEmpty()) {
        machines.admit(List.of(new LabFleet.Host(server.host(), server.host(), 22, null)));
      }
      LabMachine home = machines.find(server.host()).orElseThrow();
      new ExistingServer(server, parts.options().portainer()).install(home);
    }
    this.hypervisor =
        fleet.proxmox() == null
            ? null
            : new Hypervisor(fleet.proxmox(), parts.options(), world, machines);
    machines.recall();
  }

  /** Opens the world that is kept in a folder, and waits while another process has it open. */
  public static Lab open(Path folder, Parts parts) throws IOException {
    return open(folder, WorldLock.take(folder), parts);
  }

  /**
   * Opens the world that is kept in a folder, or goes into it where a process has it open in the
   * foreground; waits while one has it open for itself.
   */
  public static LabNetwork enter(Path folder, Parts parts) throws IOException {
    List<VisitedLab> visited = new ArrayList<>();
    Optional<WorldLock> lock =
        WorldLock.take(
            folder,
            () -> {
              VisitedLab.find(folder, parts.fleet()).ifPresent(visited::add);
              return !visited.isEmpty();
            });
    return lock.isPresent() ? open(folder, lock.get(), parts) : visited.getFirst();
  }

  private static Lab open(Path folder, WorldLock lock, Parts parts) throws IOException {
    try {
      return new Lab(folder, lock, parts);
    } catch (IOException | RuntimeException broken) {
      lock.close();
      throw broken;
    }
  }

  private String kept(String name) {
    JsonNode found = world.all().get(name);
    if (found != null) {
      return found.asString("");
    }
    byte[] bytes = new byte[12];
    new SecureRandom().nextBytes(bytes);
    String fresh = HexFormat.of().formatHex(bytes);
    world.put(name, StringNode.valueOf(fresh));
    return fresh;
  }

  /** Lets other processes in until the world is closed. */
  public void receive() throws IOException {
    Doorkeeper keeper = new Doorkeeper(this, password);
    doorkeeper = keeper;
    new Doorplate(ProcessHandle.current().pid(), keeper.port(), password).put(folder);
  }

  /** Adds machines that are not there yet. */
  void admit(List<LabFleet.Host> hosts) {
    machines.admit(hosts);
  }

  @Override
  public Optional<Machine> machine(String nameOrAddress) {
    return machines.machine(nameOrAddress);
  }

  /** What is installed on a machine. */
  public Optional<Guest> guest(String nameOrAddress) {
    return machines.find(nameOrAddress).map(LabMachine::guest);
  }

  @Override
  public SocketAddress tcp(String host, int port) {
    Optional<SocketAddress> api =
        hypervisor == null ? Optional.empty() : hypervisor.listening(host, port);
    if (api.isPresent()) {
      return api.get();
    }
    Optional<LabMachine> found = machines.find(host);
    if (found.isEmpty() && (host.equals("localhost") || host.startsWith("127."))) {
      found = machines.own();
    }
    return found.map(machine -> on(machine, port)).orElse(NOBODY);
  }

  private SocketAddress on(LabMachine machine, int port) {
    if (port == machine.host().port()) {
      return machine.ssh(this::openSsh);
    }
    Optional<Container> container = machine.engine().publishing(port);
    if (container.isEmpty() || !machine.guest().engineAnswers()) {
      return NOBODY;
    }
    int inside = container.get().portInside(port);
    return orNobody(software.listen(container.get(), machine.machine(), inside));
  }

  private SshHost openSsh(LabMachine machine) throws IOException {
    return new SshHost(machine.guest(), hostKey.pair(), password, this::tcp, machine.way());
  }

  @Override
  public SocketAddress unix(String path) {
    return machines.all().stream()
        .filter(machine -> path.equals(machine.host().socket()))
        .map(machine -> orNobody(machine.docker()))
        .findFirst()
        .orElse(NOBODY);
  }

  private static SocketAddress orNobody(@Nullable SocketAddress address) {
    return address == null ? NOBODY : address;
  }

  @Override
  public Sandbox sandbox() {
    Set<String> fingerprints = new HashSet<>(certificates);
    fingerprints.add(hostKey.fingerprint());
    if (hypervisor != null) {
      fingerprints.add(hypervisor.fingerprint());
    }
    return new Sandbox(Set.copyOf(fingerprints), password);
  }

  /** Where to find each machine, for curl and ssh, whether or not Docker is installed yet. */
  public List<Place> describe() throws IOException {
    List<Place> places = new ArrayList<>();
    for (LabMachine machine : machines.all()) {
      places.add(
          new Place(
              machine.guest().name(),
              machine.host().address(),
              machine.host().port() == 0 ? null : machine.ssh(this::openSsh),
              relay(new Relay(() -> orNobody(machine.docker())))));
    }
    return places;
  }

  /** A loopback port that leads to this port of the world, also when it is opened later. */
  public InetSocketAddress door(String host, int port) throws IOException {
    return relay(new Relay(() -> tcp(host, port)));
  }

  private InetSocketAddress relay(Relay relay) {
    relays.add(relay);
    return relay.address();
  }

  /**
   * The loopback places of a machine.
   *
   * @param ssh null where no SSH server runs
   * @param docker the engine's API; answers once Docker runs there
   */
  public record Place(
      String name, String address, @Nullable InetSocketAddress ssh, InetSocketAddress docker) {}

  @Override
  public void close() throws IOException {
    if (doorkeeper != null) {
      Doorplate.remove(folder);
      doorkeeper.close();
    }
    relays.forEach(Relay::close);
    if (hypervisor != null) {
      hypervisor.close();
    }
    machines.all().forEach(LabMachine::close);
    software.close();
    world.close();
    lock.close();
  }
}
