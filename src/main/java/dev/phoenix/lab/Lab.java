package dev.phoenix.lab;

import dev.phoenix.lab.engine.Appliance;
import dev.phoenix.lab.engine.Container;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Fleet;
import dev.phoenix.lab.engine.Login;
import dev.phoenix.lab.engine.Machine;
import dev.phoenix.lab.engine.Reference;
import dev.phoenix.lab.engine.Registries;
import dev.phoenix.lab.host.Guest;
import dev.phoenix.lab.host.SshHost;
import dev.phoenix.lab.http.Weather;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * An embedded world of machines on loopback. Opening it reads what the last process left; servers
 * begin to listen when something is routed to them.
 */
public final class Lab implements Network, Fleet, AutoCloseable {
  /** Nothing listens at the discard port of this machine, so connections are refused. */
  private static final InetSocketAddress NOBODY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

  private final WorldLock lock;
  private final WorldLog world;
  private final LabOptions options;
  private final HostKey hostKey;
  private final Secret password;
  private final Set<String> certificates;
  private final List<? extends Appliance> appliances;
  private final Map<String, LabMachine> machines = new LinkedHashMap<>();

  private Lab(
      LabOptions options,
      WorldLock lock,
      WorldLog world,
      List<? extends Appliance> appliances,
      Set<String> certificates) {
    this.options = options;
    this.lock = lock;
    this.world = world;
    this.appliances = List.copyOf(appliances);
    this.certificates = certificates;
    this.hostKey = HostKey.of(world);
    this.password = new Secret(kept("password"));
  }

  /**
   * Opens the world that is kept in a folder, and waits while another process has it open.
   *
   * @param appliances the software that its containers may hold
   * @param certificates fingerprints of the TLS certificates of the appliances
   */
  public static Lab open(
      LabOptions options,
      Path folder,
      LabFleet fleet,
      List<? extends Appliance> appliances,
      Set<String> certificates)
      throws IOException {
    WorldLock lock = WorldLock.take(folder);
    try {
      Lab lab = new Lab(options, lock, new WorldLog(folder), appliances, certificates);
      lab.populate(fleet);
      return lab;
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

  private void populate(LabFleet fleet) {
    Map<String, Login> logins = new LinkedHashMap<>();
    fleet
        .registries()
        .forEach((host, it) -> logins.put(host, new Login(it.user(), it.password().reveal())));
    Registries registries = new Registries(Registries.USUAL.down(), Set.of(), logins);
    Map<String, Map<String, JsonNode>> kept = byMachine();
    fleet.hosts().forEach(host -> machines.put(host.name(), machine(host, kept, registries)));
    for (LabFleet.Server server : fleet.servers()) {
      if (machine(server.host()).isEmpty()) {
        LabFleet.Host host = new LabFleet.Host(server.host(), server.host(), 22, null);
        machines.put(host.name(), machine(host, kept, registries));
      }
      install(server);
    }
  }

  /** What is kept of each machine, told apart in one pass. */
  private Map<String, Map<String, JsonNode>> byMachine() {
    Map<String, Map<String, JsonNode>> kept = new LinkedHashMap<>();
    world
        .all()
        .forEach((key, value) -> {
          String[] parts = key.split("\\|", 2);
          if (parts.length == 2) {
            kept.computeIfAbsent(parts[0], _ -> new LinkedHashMap<>()).put(parts[1], value);
          }
        });
    return kept;
  }

  private LabMachine machine(
      LabFleet.Host host, Map<String, Map<String, JsonNode>> kept, Registries registries) {
    MachineStorage storage =
        new MachineStorage(
            world,
            host.name() + "|",
            new ConcurrentSkipListMap<>(kept.getOrDefault(host.name(), Map.of())));
    long seed = options.seed() * 31 + host.name().hashCode() + System.nanoTime();
    Engine engine =
        new Engine(
            host.name(),
            new Engine.Surroundings(
                storage.within("docker/"),
                InstantSource.system(),
                new Random(seed),
                registries,
                new Bridge()));
    Guest guest = new Guest(host.name(), engine, storage.within("guest/"), options.installing());
    if (host.socket() != null) {
      guest.haveDocker();
    }
    Random faults = new Random(options.seed() * 17 + host.name().hashCode());
    Weather weather = new Weather(options.latency(), options.faults(), faults);
    return new LabMachine(
        host, new Machine(host.name(), host.address(), engine, this), guest, weather);
  }

  /** A server that is there already runs as a container of a machine of its own. */
  private void install(LabFleet.Server server) {
    LabMachine home = find(server.host()).orElseThrow();
    if (home.engine().containers().find("portainer").isPresent()) {
      return;
    }
    home.guest().haveDocker();
    String image = "portainer/portainer-ce:" + options.portainer();
    home.engine().images().pull(image, null);
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("Image", image);
    body.putArray("Cmd").add("--admin-password-file").add("/lab/admin-password");
    body.putArray("Env").add("PORTAINER_ADMIN_USER=" + server.administrator().user());
    ObjectNode host = body.putObject("HostConfig");
    host.putArray("Binds").add("portainer_data:/data");
    host.putObject("RestartPolicy").put("Name", "always");
    String outside = Integer.toString(server.port());
    host.putObject("PortBindings").putArray("9443/tcp").addObject().put("HostPort", outside);
    home.engine().containers().create("portainer", body);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("/lab/admin-password", bytes(server.administrator().password()));
    Secret apiKey = server.apiKey();
    if (apiKey != null) {
      files.put("/lab/api-key", bytes(apiKey));
    }
    home.engine().containers().put("portainer", files);
    home.engine().containers().start("portainer");
  }

  private static byte[] bytes(Secret secret) {
    return secret.reveal().getBytes(StandardCharsets.UTF_8);
  }

  private Optional<LabMachine> find(String nameOrAddress) {
    LabMachine named = machines.get(nameOrAddress);
    return named != null
        ? Optional.of(named)
        : machines.values().stream()
            .filter(machine -> machine.host().address().equals(nameOrAddress))
            .findFirst();
  }

  @Override
  public Optional<Machine> machine(String nameOrAddress) {
    return find(nameOrAddress).map(LabMachine::machine);
  }

  /** What is installed on a machine. */
  public Optional<Guest> guest(String nameOrAddress) {
    return find(nameOrAddress).map(LabMachine::guest);
  }

  @Override
  public SocketAddress tcp(String host, int port) {
    Optional<LabMachine> found = find(host);
    if (found.isEmpty() && (host.equals("localhost") || host.startsWith("127."))) {
      found = machines.values().stream().filter(it -> it.host().socket() != null).findFirst();
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
    SocketAddress address = null;
    for (Appliance appliance : serving(container.get())) {
      address = appliance.listen(container.get(), machine.machine(), inside);
    }
    return address == null ? NOBODY : address;
  }

  private SshHost openSsh(LabMachine machine) throws IOException {
    return new SshHost(machine.guest(), hostKey.pair(), password, machine::docker, this::tcp);
  }

  private List<Appliance> serving(Container container) {
    Reference image = Reference.of(container.image());
    List<Appliance> serving = new ArrayList<>();
    for (Appliance appliance : appliances) {
      if (appliance.serves(image)) {
        serving.add(appliance);
      }
    }
    return serving;
  }

  @Override
  public SocketAddress unix(String path) {
    return machines.values().stream()
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
    return new Sandbox(Set.copyOf(fingerprints), password);
  }

  /** Where to find each machine, for curl and ssh; begins to listen everywhere. */
  public List<Place> describe() {
    List<Place> places = new ArrayList<>();
    for (LabMachine machine : machines.values()) {
      places.add(
          new Place(
              machine.host().name(),
              machine.host().address(),
              machine.ssh(this::openSsh),
              machine.docker(),
              machine.engine().publishing(9443).isPresent()
                  ? tcp(machine.host().address(), 9443)
                  : null));
    }
    return places;
  }

  /**
   * The loopback places of a machine.
   *
   * @param docker the engine's API; null while it does not answer
   * @param portainer null if no server runs there
   */
  public record Place(
      String name,
      String address,
      SocketAddress ssh,
      @Nullable SocketAddress docker,
      @Nullable SocketAddress portainer) {}

  @Override
  public void close() throws IOException {
    machines.values().forEach(LabMachine::close);
    for (Appliance appliance : appliances) {
      if (appliance instanceof AutoCloseable closeable) {
        closeQuietly(closeable);
      }
    }
    world.close();
    lock.close();
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private static void closeQuietly(AutoCloseable closeable) throws IOException {
    try {
      closeable.close();
    } catch (Exception broken) {
      throw new IOException("cannot close the lab's servers", broken);
    }
  }

  /** Tells the appliances what their containers do. */
  private final class Bridge implements Engine.Appliances {
    private void tell(Engine engine, Container container, Event event) {
      for (Appliance appliance : serving(container)) {
        machines.values().stream()
            .filter(machine -> machine.engine() == engine)
            .findFirst()
            .ifPresent(machine -> event.tell(appliance, container, machine.machine()));
      }
    }

    @Override
    public void started(Engine engine, Container container) {
      tell(engine, container, Appliance::started);
    }

    @Override
    public void stopped(Engine engine, Container container) {
      tell(engine, container, Appliance::stopped);
    }

    @Override
    public void removed(Engine engine, Container container) {
      tell(engine, container, Appliance::removed);
    }
  }

  /** What an appliance is told. */
  private interface Event {
    void tell(Appliance appliance, Container container, Machine machine);
  }
}
