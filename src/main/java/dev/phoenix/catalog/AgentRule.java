package dev.phoenix.catalog;

import dev.phoenix.configuration.Host;
import dev.phoenix.configuration.PortainerEnvironment;
import dev.phoenix.configuration.PortainerServer;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The Portainer agent of a host, unless it runs already and is left alone. */
final class AgentRule {
  /** The port that an agent listens on inside its container. */
  private static final String INSIDE = "9001";

  /** What Portainer's own instructions mount: the engine, and the files of its volumes. */
  private static final List<String> MOUNTS =
      List.of(
          "/var/run/docker.sock:/var/run/docker.sock",
          "/var/lib/docker/volumes:/var/lib/docker/volumes");

  private AgentRule() {}

  static List<Resource> resources(
      Host host, PortainerEnvironment environment, PortainerServer server) {
    PortainerEnvironment.Agent agent = environment.agent();
    if (!agent.managed()) {
      return List.of();
    }
    Address docker = Addresses.docker(host.name());
    SortedMap<String, Secret> secrets = new TreeMap<>();
    if (server.agentSecret() != null) {
      secrets.put("agent_secret", server.agentSecret());
    }
    Attributes attributes =
        Attributes.builder()
            .put("docker", docker.toString())
            .put("container", agent.container())
            .put("image", agent.image())
            .put("pull", agent.pull())
            .put("publish", Map.of(INSIDE, agent.publish()))
            .put("address", agent.address())
            .put("port", agent.port())
            .put("mounts", MOUNTS)
            .put("env", Map.of())
            .put("restart", "always")
            .put("running", true)
            .build();
    return List.of(
        new Resource(
            Addresses.agent(host.name()),
            attributes,
            secrets,
            new TreeSet<>(Set.of(docker, Addresses.server(server.name()))),
            docker,
            host.position()));
  }
}
