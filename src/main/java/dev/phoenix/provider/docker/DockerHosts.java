package dev.phoenix.provider.docker;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Remembered;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.connection.Route;
import dev.phoenix.provider.connection.RouteFailure;
import dev.phoenix.provider.ssh.Inside;
import dev.phoenix.provider.ssh.Machine;
import dev.phoenix.provider.ssh.SshConnections;
import dev.phoenix.provider.ssh.SshHome;
import dev.phoenix.provider.ssh.SshHost;
import dev.phoenix.provider.ssh.SshTarget;
import dev.phoenix.provider.ssh.Voucher;
import dev.phoenix.provider.ssh.Vouching;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The engines of the hosts that the files name: one API a host, one connection shared by all that
 * use it, opened on first use. Safe for threads.
 */
public final class DockerHosts implements AutoCloseable {
  private static final String SOCKET = "/var/run/docker.sock";

  private final Network network;
  private final Vouching vouching;
  private final Inside inside;
  private final Repetition repetition;
  private final SshConnections ssh;
  private final Map<Address, Known> known = new ConcurrentHashMap<>();
  private final Map<SshTarget, Acquaintance> acquaintances = new ConcurrentHashMap<>();

  /** Who asked last, for what is recorded changes while a plan is applied. */
  private final Map<Address, Neighbours> asking = new ConcurrentHashMap<>();

  public DockerHosts(Network network) {
    this(network, SshHome.system());
  }

  public DockerHosts(Network network, SshHome home) {
    this(network, home, Repetition.usual());
  }

  public DockerHosts(Network network, SshHome home, Repetition repetition) {
    this(network, home, repetition, Vouching.NOBODY);
  }

  /** As above, with somebody who answers for the host keys of what lives in something. */
  public DockerHosts(Network network, SshHome home, Repetition repetition, Vouching vouching) {
    this(network, home, repetition, vouching, Inside.NOWHERE);
  }

  /** As above, with somebody who leads into what lives in something. */
  public DockerHosts(
      Network network, SshHome home, Repetition repetition, Vouching vouching, Inside inside) {
    this.vouching = vouching;
    this.inside = inside;
    this.network = network;
    this.repetition = repetition;
    this.ssh = new SshConnections(network, home, repetition);
  }

  /**
   * The engine of a host, connected to as its {@code docker/<host>} resource says.
   *
   * @throws IllegalArgumentException if the neighbours do not know the address
   */
  public DockerApi engine(Address docker, Neighbours neighbours) {
    return known(docker, neighbours).engine;
  }

  /** All containers of a host, asked for once until {@link #invalidate}. */
  public List<ContainerSummary> containers(Address docker, Neighbours neighbours)
      throws ResourceFailure {
    return known(docker, neighbours).containers.get();
  }

  List<JsonNode> volumes(Address docker, Neighbours neighbours) throws ResourceFailure {
    return known(docker, neighbours).volumes.get();
  }

  List<JsonNode> networks(Address docker, Neighbours neighbours) throws ResourceFailure {
    return known(docker, neighbours).networks.get();
  }

  /** Forgets the lists of a host: the next to ask has them read again. */
  public void invalidate(Address docker) {
    Known host = known.get(docker);
    if (host != null) {
      host.containers.forget();
      host.volumes.forget();
      host.networks.forget();
    }
  }

  /** The machine of a host; empty where the engine is reached through a socket of this machine. */
  Optional<Machine> machine(Address docker, Neighbours neighbours) {
    return Optional.ofNullable(known(docker, neighbours).machine);
  }

  private Known known(Address docker, Neighbours neighbours) {
    JsonNode connection = neighbours.subject(docker).attributes().object("connection");
    SortedMap<String, Secret> secrets = neighbours.secrets(docker);
    asking.put(docker, neighbours);
    return known.compute(
        docker,
        (address, before) ->
            before != null && before.connection.equals(connection) && before.secrets.equals(secrets)
                ? before
                : open(address, connection, secrets, neighbours));
  }

  private Acquaintance acquaintance(SshTarget target, Address docker, Neighbours neighbours) {
    Address home = neighbours.subject(docker).within();
    return acquaintances.computeIfAbsent(
        target,
        _ ->
            new Acquaintance(
                home == null ? Voucher.NONE : vouching.of(home, neighbours),
                () -> asking.getOrDefault(docker, neighbours).subject(docker).identity()));
  }

  /**
   * What is to be kept of a contact with the machine of a host: which it was, and its key where
   * that is believed because it came first.
   */
  Map<String, String> contact(Address docker, Neighbours neighbours) {
    Acquaintance met = known(docker, neighbours).met;
    Subject subject = neighbours.subject(docker);
    Address home = subject.within();
    if (met == null || home == null) {
      return Map.of();
    }
    String seen = vouching.of(home, neighbours).observedMachine();
    String machine = seen.isEmpty() ? subject.identity().part(Acquaintance.MACHINE) : seen;
    Map<String, String> parts = new TreeMap<>();
    if (!machine.isEmpty()) {
      parts.put(Acquaintance.MACHINE, machine);
    }
    parts.putAll(met.parts());
    return parts;
  }

  private Known open(
      Address docker,
      JsonNode connection,
      SortedMap<String, Secret> secrets,
      Neighbours neighbours) {
    String socket = connection.path("socket").asString(SOCKET);
    String kind = connection.path("kind").asString("");
    if (kind.equals("local")) {
      return new Known(
          connection,
          secrets,
          null,
          null,
          new DockerApi(docker.toString(), local(socket), repetition));
    }
    if (kind.equals("pct")) {
      Machine machine = inside.of(connection, () -> asking.getOrDefault(docker, neighbours));
      return new Known(
          connection,
          secrets,
          machine,
          null,
          new DockerApi(docker.toString(), machine.unix(socket), repetition));
    }
    SshTarget target = SshTarget.of(connection, secrets);
    Acquaintance met = acquaintance(target, docker, neighbours);
    SshHost machine = ssh.host(target, met);
    return new Known(
        connection,
        secrets,
        machine,
        met,
        new DockerApi(docker.toString(), machine.unix(socket), repetition));
  }

  private Route local(String socket) {
    Route route = Route.to(network.unix(socket));
    return timeout -> {
      try {
        return route.open(timeout);
      } catch (IOException failure) {
        String why =
            "socket %s: %s. The engine must run, and this user must be root or in group docker"
                .formatted(socket, failure.getMessage());
        // An engine that restarts refuses for a moment; a missing file or right stays missing.
        throw failure instanceof ConnectException
            ? RouteFailure.passing(why, failure)
            : new RouteFailure(why, failure);
      }
    };
  }

  @Override
  public void close() {
    known.clear();
    ssh.close();
  }

  /** What is open and remembered of one host. */
  private static final class Known {
    private final JsonNode connection;
    private final SortedMap<String, Secret> secrets;
    private final @Nullable Machine machine;
    private final @Nullable Acquaintance met;
    private final DockerApi engine;
    private final Remembered<List<ContainerSummary>> containers;
    private final Remembered<List<JsonNode>> volumes;
    private final Remembered<List<JsonNode>> networks;

    private Known(
        JsonNode connection,
        SortedMap<String, Secret> secrets,
        @Nullable Machine machine,
        @Nullable Acquaintance met,
        DockerApi engine) {
      this.connection = connection;
      this.secrets = secrets;
      this.machine = machine;
      this.met = met;
      this.engine = engine;
      this.containers = new Remembered<>(engine.containers()::list);
      this.volumes = new Remembered<>(engine.volumes()::list);
      this.networks = new Remembered<>(engine.networks()::list);
    }
  }
}
