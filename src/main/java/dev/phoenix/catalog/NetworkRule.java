package dev.phoenix.catalog;

import dev.phoenix.configuration.DockerNetwork;
import dev.phoenix.configuration.Host;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A network that a host declares. */
final class NetworkRule {
  private NetworkRule() {}

  static Resource resource(Host host, DockerNetwork network) {
    Address docker = Addresses.docker(host.name());
    Attributes attributes =
        Attributes.builder()
            .put("docker", docker.toString())
            .put("name", network.name())
            .put("driver", network.driver())
            .put("internal", network.internal())
            .put("attachable", network.attachable())
            .put("options", network.options())
            .put("subnet", network.subnet())
            .put("gateway", network.gateway())
            .put("labels", network.labels())
            .build();
    return new Resource(
        Addresses.network(host.name(), network.name()),
        attributes,
        new TreeMap<>(),
        new TreeSet<>(Set.of(docker)),
        docker,
        network.position());
  }
}
