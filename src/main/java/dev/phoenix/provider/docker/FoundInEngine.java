package dev.phoenix.provider.docker;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Finding;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Containers, volumes and networks of an engine, as the files would say them. */
final class FoundInEngine {
  private static final String PROJECT = "com.docker.compose.project";
  private static final Set<String> OWN_NETWORKS =
      Set.of("bridge", "host", "none", "ingress", "docker_gwbridge");

  /** Shared by a server and its agents. */
  private static final String AGENT_SECRET = "AGENT_SECRET";

  private final DockerHosts hosts;
  private final Address docker;
  private final Neighbours neighbours;

  FoundInEngine(DockerHosts hosts, Address docker, Neighbours neighbours) {
    this.hosts = hosts;
    this.docker = docker;
    this.neighbours = neighbours;
  }

  List<Finding> all() throws ResourceFailure {
    List<Finding> found = new ArrayList<>();
    for (ContainerSummary container : hosts.containers(docker, neighbours)) {
      found.add(container(container));
    }
    for (JsonNode volume : hosts.volumes(docker, neighbours)) {
      String name = volume.path("Name").asString("");
      // Nobody has named those that containers made for themselves.
      if (!name.matches("[0-9a-f]{64}") && !isOfCompose(volume)) {
        found.add(new Finding("volume", docker, name, common(volume).build()));
      }
    }
    for (JsonNode network : hosts.networks(docker, neighbours)) {
      String name = network.path("Name").asString("");
      if (!OWN_NETWORKS.contains(name) && !isOfCompose(network)) {
        found.add(new Finding("network", docker, name, network(network)));
      }
    }
    return found;
  }

  private static boolean isOfCompose(JsonNode object) {
    return object.path("Labels").has(PROJECT);
  }

  private static Attributes.Builder common(JsonNode object) {
    SortedMap<String, String> labels = ContainerSummaries.texts(object.path("Labels"));
    labels.remove(Ownership.LABEL);
    return Attributes.builder()
        .put("driver", object.path("Driver").asString(""))
        .put("options", ContainerSummaries.texts(object.path("Options")))
        .put("labels", labels);
  }

  private static Attributes network(JsonNode network) {
    Attributes.Builder found =
        common(network)
            .put("internal", network.path("Internal").asBoolean(false))
            .put("attachable", network.path("Attachable").asBoolean(false));
    JsonNode pool = network.path("IPAM").path("Config").path(0);
    if (!pool.path("Subnet").asString("").isEmpty()) {
      found.put("subnet", pool.path("Subnet").asString(""));
      found.put("gateway", pool.path("Gateway").asString(""));
    }
    return found.build();
  }

  private Finding container(ContainerSummary listed) throws ResourceFailure {
    Attributes.Builder found =
        Attributes.builder()
            .put("image", listed.image())
            .put("state", listed.state())
            .put("project", listed.labels().getOrDefault(PROJECT, ""));
    SortedMap<String, Secret> secrets = new TreeMap<>();
    if (listed.image().startsWith("portainer/")) {
      Optional<ObservedContainer> seen =
          new KeptContainer(hosts.engine(docker, neighbours), listed.name()).observe();
      if (seen.isPresent()) {
        found
            .put("image", seen.get().image())
            .put("publish", seen.get().publish())
            .put("mounts", seen.get().mounts())
            .put("arguments", seen.get().arguments())
            .put("restart", seen.get().restart());
        String secret = seen.get().environment().get(AGENT_SECRET);
        if (secret != null) {
          secrets.put("agent_secret", new Secret(secret));
        }
      }
    }
    return new Finding("container", docker, listed.name(), found.build()).with(secrets);
  }
}
