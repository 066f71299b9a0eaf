package dev.phoenix.catalog;

import dev.phoenix.configuration.DockerVolume;
import dev.phoenix.configuration.Host;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A volume that a host declares. */
final class VolumeRule {
  private VolumeRule() {}

  static Resource resource(Host host, DockerVolume volume) {
    Address docker = Addresses.docker(host.name());
    Attributes attributes =
        Attributes.builder()
            .put("docker", docker.toString())
            .put("name", volume.name())
            .put("driver", volume.driver())
            .put("options", volume.options())
            .put("labels", volume.labels())
            .build();
    return new Resource(
        Addresses.volume(host.name(), volume.name()),
        attributes,
        new TreeMap<>(),
        new TreeSet<>(Set.of(docker)),
        docker,
        volume.position());
  }
}
