package dev.phoenix.catalog;

import dev.phoenix.configuration.Host;
import dev.phoenix.configuration.PortainerEnvironment;
import dev.phoenix.configuration.PortainerServer;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A host as an environment of Portainer, reached through its agent. */
final class EndpointRule {
  private EndpointRule() {}

  static Resource resource(Host host, PortainerEnvironment environment, PortainerServer server) {
    Address serverAddress = Addresses.server(server.name());
    SortedSet<Address> dependencies = new TreeSet<>();
    dependencies.add(serverAddress);
    environment.tags().forEach(tag -> dependencies.add(Addresses.tag(tag)));
    if (!environment.group().equals(GroupRule.UNASSIGNED)) {
      dependencies.add(Addresses.group(environment.group()));
    }
    Attributes.Builder attributes =
        Attributes.builder()
            .put("server", serverAddress.toString())
            .put("name", environment.name())
            .put("url", url(environment.agent()))
            .put("public_url", environment.publicUrl())
            .put("group", environment.group())
            .put("tags", environment.tags());
    if (environment.agent().managed()) {
      Address agent = Addresses.agent(host.name());
      dependencies.add(agent);
      attributes.put("agent", agent.toString());
    }
    return new Resource(
        Addresses.endpoint(host.name()),
        attributes.build(),
        new TreeMap<>(),
        dependencies,
        serverAddress,
        host.position());
  }

  /** Servers want the scheme: without it the ping works but the snapshot fails. */
  private static String url(PortainerEnvironment.Agent agent) {
    boolean ipv6 = agent.address().indexOf(':') >= 0 && !agent.address().startsWith("[");
    String host = ipv6 ? "[" + agent.address() + "]" : agent.address();
    return "tcp://" + host + ":" + agent.port();
  }
}
