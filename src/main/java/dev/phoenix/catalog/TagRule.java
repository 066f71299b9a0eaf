package dev.phoenix.catalog;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.Host;
import dev.phoenix.configuration.PortainerServer;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tags that groups and environments carry: they are declared by being used. */
final class TagRule {
  private TagRule() {}

  static List<Resource> resources(Configuration configuration, PortainerServer server) {
    SortedMap<String, Position> tags = new TreeMap<>();
    for (PortainerServer.Group group : server.groups()) {
      group.tags().forEach(tag -> tags.putIfAbsent(tag, group.position()));
    }
    for (Host host : configuration.machines()) {
      if (host.environment() != null) {
        host.environment().tags().forEach(tag -> tags.putIfAbsent(tag, host.position()));
      }
    }
    List<Resource> resources = new ArrayList<>();
    tags.forEach((tag, origin) -> resources.add(resource(server, tag, origin)));
    return resources;
  }

  private static Resource resource(PortainerServer server, String name, Position origin) {
    Address address = Addresses.server(server.name());
    return new Resource(
        Addresses.tag(name),
        Attributes.builder().put("server", address.toString()).put("name", name).build(),
        new TreeMap<>(),
        new TreeSet<>(Set.of(address)),
        address,
        origin);
  }
}
