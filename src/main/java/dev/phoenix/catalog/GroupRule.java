package dev.phoenix.catalog;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.Host;
import dev.phoenix.configuration.PortainerServer;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Groups of environments: those the files describe, and those that a host only names. */
final class GroupRule {
  /** The server's own group, which it always has and which cannot be changed. */
  static final String UNASSIGNED = "Unassigned";

  private GroupRule() {}

  static List<Resource> resources(Configuration configuration, PortainerServer server) {
    SortedMap<String, Resource> groups = new TreeMap<>();
    server.groups().forEach(group -> groups.put(group.name(), described(server, group)));
    for (Host host : configuration.machines()) {
      if (host.environment() != null) {
        String name = host.environment().group();
        groups.computeIfAbsent(
            name, _ -> resource(server, name, start(server, name), Set.of(), host.position()));
      }
    }
    groups.remove(UNASSIGNED);
    return List.copyOf(groups.values());
  }

  /** What the files do not say of a group is left as it is: it may be somebody else's. */
  private static Attributes.Builder start(PortainerServer server, String name) {
    return Attributes.builder()
        .put("server", Addresses.server(server.name()).toString())
        .put("name", name);
  }

  private static Resource described(PortainerServer server, PortainerServer.Group group) {
    return resource(
        server,
        group.name(),
        start(server, group.name())
            .put("description", group.description())
            .put("tags", group.tags()),
        group.tags().stream().map(Addresses::tag).collect(Collectors.toSet()),
        group.position());
  }

  private static Resource resource(
      PortainerServer server,
      String name,
      Attributes.Builder attributes,
      Set<Address> tags,
      Position position) {
    Address address = Addresses.server(server.name());
    SortedSet<Address> dependencies = new TreeSet<>(tags);
    dependencies.add(address);
    return new Resource(
        Addresses.group(name),
        attributes.build(),
        new TreeMap<>(),
        dependencies,
        address,
        position);
  }
}
