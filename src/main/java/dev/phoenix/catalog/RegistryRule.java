package dev.phoenix.catalog;

import dev.phoenix.configuration.PortainerServer;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A registry of images that the server pulls from. */
final class RegistryRule {
  private RegistryRule() {}

  static Resource resource(PortainerServer server, PortainerServer.Registry registry) {
    Address address = Addresses.server(server.name());
    SortedMap<String, Secret> secrets = new TreeMap<>();
    if (registry.password() != null) {
      secrets.put("password", registry.password());
    }
    Attributes attributes =
        Attributes.builder()
            .put("server", address.toString())
            .put("name", registry.name())
            .put("type", registry.type())
            .put("url", registry.url())
            .put("authentication", !registry.username().isEmpty())
            .put("username", registry.username())
            .build();
    return new Resource(
        Addresses.registry(registry.name()),
        attributes,
        secrets,
        new TreeSet<>(Set.of(address)),
        address,
        registry.position());
  }
}
