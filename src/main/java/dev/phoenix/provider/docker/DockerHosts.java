package dev.phoenix.provider.docker;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.connection.Route;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.ResourceFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * The engines of the hosts that the files name: one API a host, one connection shared by all that
 * use it, opened on first use. Safe for threads.
 */
public final class DockerHosts implements AutoCloseable {
  private final Network network;
  private final Map<Address, Known> known = new ConcurrentHashMap<>();

  public DockerHosts(Network network) {
    this.network = network;
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

  private Known known(Address docker, Neighbours neighbours) {
    JsonNode connection = neighbours.subject(docker).attributes().object("connection");
    return known.compute(
        docker,
        (address, before) ->
            before != null && before.connection.equals(connection)
                ? before
                : open(address, connection));
  }

  private Known open(Address docker, JsonNode connection) {
    Route route =
        switch (connection.path("kind").asString("")) {
          case "local" ->
              Route.to(network.unix(connection.path("socket").asString("/var/run/docker.sock")));
          case String other ->
              throw new IllegalArgumentException("not a kind of connection: " + other);
        };
    return new Known(connection, new DockerApi(docker.toString(), route));
  }

  @Override
  public void close() {
    known.clear();
  }

  /** What is open and remembered of one host. */
  private static final class Known {
    private final JsonNode connection;
    private final DockerApi engine;
    private final Remembered<List<ContainerSummary>> containers;
    private final Remembered<List<JsonNode>> volumes;
    private final Remembered<List<JsonNode>> networks;

    private Known(JsonNode connection, DockerApi engine) {
      this.connection = connection;
      this.engine = engine;
      this.containers = new Remembered<>(engine.containers()::list);
      this.volumes = new Remembered<>(engine.volumes()::list);
      this.networks = new Remembered<>(engine.networks()::list);
    }
  }
}
