package dev.phoenix.catalog;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.Host;
import dev.phoenix.configuration.PortainerServer;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Groups of environments: those the files describe, and those that a host only names. */
final class GroupRule {
  /** The server's own group, which it always has and which cannot be changed. */
  static final String UNASSIGNED = "Unassigned";

  private GroupRule() {}

  static List<Resource> resources(Configuration configuration, PortainerServer server) {
    SortedMap<String, PortainerServer.Group> groups = new TreeMap<>();
    server.groups().forEach(group -> groups.put(group.name(), group));
    for (Host host : configuration.machines()) {
      if (host.environment() != null) {
        String name = host.environment().group();
        groups.putIfAbsent(name, new PortainerServer.Group(name, "", List.of(), host.position()));
      }
    }
    groups.remove(UNASSIGNED);
    return groups.values().stream().map(group -> resource(server, group)).toList();
  }

  private static Resource resource(PortainerServer server, PortainerServer.Group group) {
    Address address = Addresses.server(server.name());
    SortedSet<Address> dependencies = new TreeSet<>();
    dependencies.add(address);
    group.tags().forEach(tag -> dependencies.add(Addresses.tag(tag)));
    Attributes attributes =
        Attributes.builder()
            .put("server", address.toString())
            .put("name", group.name())
            .put("description", group.description())
            .put("tags", group.tags())
            .build();
    return new Resource(
        Addresses.group(group.name()),
        attributes,
        new TreeMap<>(),
        dependencies,
        address,
        group.position());
  }
}
