package dev.phoenix.standin;

import dev.phoenix.lab.engine.Container;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A simulated container as the real engine's create call takes it. */
final class RealContainer {
  private RealContainer() {}

  /**
   * The body of the call.
   *
   * @param image settings that only the simulated image has, which the real one has its own of
   */
  static ObjectNode body(Container container, JsonNode image) {
    ObjectNode body = RealEngine.object().put("Image", container.image());
    JsonNode config = container.config();
    Set<String> simulated = new HashSet<>();
    image.path("Env").forEach(variable -> simulated.add(variable.asString("")));
    for (JsonNode variable : config.path("Env")) {
      if (!simulated.contains(variable.asString(""))) {
        body.withArray("Env").add(variable);
      }
    }
    for (String words : List.of("Cmd", "Entrypoint")) {
      if (config.path(words).isArray() && !config.path(words).equals(image.path(words))) {
        body.set(words, config.path(words));
      }
    }
    body.set("Labels", config.path("Labels"));
    if (config.has("ExposedPorts")) {
      body.set("ExposedPorts", config.path("ExposedPorts"));
    }
    ObjectNode host = body.putObject("HostConfig");
    for (String part : List.of("Binds", "Mounts", "PortBindings", "RestartPolicy", "NetworkMode")) {
      if (container.host().hasNonNull(part)) {
        host.set(part, container.host().path(part));
      }
    }
    String first = container.host().path("NetworkMode").asString("");
    body.putObject("NetworkingConfig").putObject("EndpointsConfig").set(first, endpoint(container));
    return body;
  }

  /** The service is known by its name in each of its networks. */
  static ObjectNode endpoint(Container container) {
    ObjectNode endpoint = RealEngine.object();
    endpoint.putArray("Aliases").add(container.label("com.docker.compose.service"));
    return endpoint;
  }
}
