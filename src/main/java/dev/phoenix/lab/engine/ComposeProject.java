package dev.phoenix.lab.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A Compose project as it is deployed: everything interpolated and merged.
 *
 * @param configFile path of the file as the labels of the containers name it
 * @param services in the order in which they are started
 * @param networks by key; the services name them by key
 * @param volumes by key; the mounts of the services name them by their real names
 */
public record ComposeProject(
    String name,
    String configFile,
    List<Service> services,
    Map<String, Network> networks,
    Map<String, Volume> volumes) {

  /** The Compose release whose texts and labels were recorded. */
  public static final String VERSION = "2.29.2";

  public ComposeProject {
    services = List.copyOf(services);
    networks = Map.copyOf(networks);
    volumes = Map.copyOf(volumes);
  }

  /**
   * One service.
   *
   * @param container its {@code container_name}; empty if Compose names it
   * @param replicas how many containers it has
   * @param body as the engine's create call takes it, without networks and Compose's own labels
   * @param networks keys of its networks
   * @param pull {@code always}, {@code missing} or {@code never}
   * @param login for its private registry
   */
  public record Service(
      String name,
      String container,
      int replicas,
      JsonNode body,
      List<String> networks,
      List<String> dependsOn,
      String pull,
      @Nullable Login login) {
    public Service {
      networks = List.copyOf(networks);
      dependsOn = List.copyOf(dependsOn);
    }

    String image() {
      return body.path("Image").asString("");
    }
  }

  /**
   * A network.
   *
   * @param realName on the engine
   * @param body as the engine's create call takes it
   */
  public record Network(String realName, boolean external, JsonNode body) {}

  /**
   * A named volume.
   *
   * @param realName on the engine
   * @param body as the engine's create call takes it
   */
  public record Volume(String realName, boolean external, JsonNode body) {}
}
