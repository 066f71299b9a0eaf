package dev.phoenix.provider.docker;

import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.connection.Route;
import dev.phoenix.resource.ResourceFailure;
import tools.jackson.databind.JsonNode;

/**
 * The API of one Docker Engine, over its own socket. Connects on first use; safe for threads.
 * Failures say what was tried on which host and what the engine answered.
 */
public final class DockerApi {
  private final EngineClient client;
  private final Containers containers;
  private final Images images;
  private final Volumes volumes;
  private final Networks networks;

  /**
   * An engine that is reached along a route.
   *
   * @param where the host, for messages, such as {@code docker/web1}
   */
  public DockerApi(String where, Route route) {
    this(where, route, Repetition.usual());
  }

  /** As above, with reads repeated as said. */
  public DockerApi(String where, Route route, Repetition repetition) {
    this.client = new EngineClient(where, route, repetition);
    this.containers = new Containers(client);
    this.images = new Images(client);
    this.volumes = new Volumes(client);
    this.networks = new Networks(client);
  }

  /** The host, for messages. */
  public String where() {
    return client.where();
  }

  /** Whether the engine answers; its failure says why not. */
  public void ping() throws ResourceFailure {
    client.exchange(
        EngineRequest.get("ping the engine", "_ping"),
        answer -> {
          answer.check();
          return true;
        });
  }

  public EngineInfo info() throws ResourceFailure {
    JsonNode info = client.call(EngineRequest.get("read the engine's state", "info"));
    return new EngineInfo(
        info.path("ID").asString(""),
        info.path("ServerVersion").asString(""),
        info.path("OperatingSystem").asString(""),
        info.path("Architecture").asString(""));
  }

  public Containers containers() {
    return containers;
  }

  public Images images() {
    return images;
  }

  public Volumes volumes() {
    return volumes;
  }

  public Networks networks() {
    return networks;
  }
}
