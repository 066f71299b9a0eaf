package dev.phoenix.catalog;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.Host;
import dev.phoenix.configuration.PortainerEnvironment;
import dev.phoenix.configuration.PortainerServer;
import dev.phoenix.configuration.StackAssignment;
import dev.phoenix.configuration.StackDefinition;
import dev.phoenix.configuration.StackEnvironment;
import dev.phoenix.configuration.StackVariable;
import dev.phoenix.configuration.compose.ComposeFile;
import dev.phoenix.configuration.compose.StackName;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The stacks of a host: the Compose file of a folder with the variables of one environment. */
final class StackRule {
  private final Configuration configuration;
  private final PortainerServer server;
  private final Diagnostics diagnostics;

  StackRule(Configuration configuration, PortainerServer server, Diagnostics diagnostics) {
    this.configuration = configuration;
    this.server = server;
    this.diagnostics = diagnostics;
  }

  List<Resource> resources(Host host, PortainerEnvironment portainer) {
    List<Resource> resources = new ArrayList<>();
    Map<String, StackAssignment> byName = new HashMap<>();
    for (StackAssignment assignment : host.stacks()) {
      StackDefinition definition = configuration.stacks().get(assignment.stack());
      StackEnvironment environment =
          definition == null ? null : definition.environments().get(assignment.environment());
      // What is missing was reported where the files were checked against each other.
      if (definition != null && environment != null && named(host, assignment, byName)) {
        ComposeFile compose = environment.compose();
        if (compose != null) {
          resources.add(resource(new Use(host, portainer, assignment, environment, compose)));
        }
      }
    }
    return resources;
  }

  /** Everything that one stack on one host is made of. */
  private record Use(
      Host host,
      PortainerEnvironment portainer,
      StackAssignment assignment,
      StackEnvironment environment,
      ComposeFile compose) {}

  /** Whether the stack's name can be had on the host. */
  private boolean named(
      Host host, StackAssignment assignment, Map<String, StackAssignment> byName) {
    String name = StackName.of(assignment.stack(), assignment.environment());
    if (!StackName.isUsable(name)) {
      diagnostics.add(
          Diagnostic.error(
                  "the stack \"" + assignment.stack() + "\" has no usable name",
                  "Portainer keeps lower-case letters, digits, \"_\" and \"-\", which leaves \""
                      + name
                      + "\"; it must begin with a letter or digit. Rename the folder.")
              .at(assignment.position()));
      return false;
    }
    StackAssignment other = byName.putIfAbsent(name, assignment);
    if (other != null) {
      diagnostics.add(
          Diagnostic.error(
                  "two stacks on " + host.name() + " would both be named \"" + name + "\"",
                  "Portainer keeps lower-case letters, digits, \"_\" and \"-\" of a name, so \""
                      + assignment.stack()
                      + "\" ("
                      + assignment.environment()
                      + ") and \""
                      + other.stack()
                      + "\" ("
                      + other.environment()
                      + ") are the same to it. Rename one folder or environment.")
              .at(assignment.position()));
      return false;
    }
    if (!StackName.normalise(assignment.stack()).equals(assignment.stack())) {
      diagnostics.add(
          Diagnostic.warning(
                  "the stack \"" + assignment.stack() + "\" is named \"" + name + "\" in Portainer",
                  "Portainer keeps lower-case letters, digits, \"_\" and \"-\" only. Rename the"
                      + " folder to have one name for it.")
              .at(assignment.position()));
    }
    return true;
  }

  private Resource resource(Use use) {
    Address endpoint = Addresses.endpoint(use.host().name());
    SortedMap<String, String> env = new TreeMap<>();
    SortedMap<String, Secret> secrets = new TreeMap<>();
    use.environment()
        .variables()
        .values()
        .forEach(variable -> {
          if (variable instanceof StackVariable.Sensitive secret) {
            secrets.put("env." + secret.name(), secret.value());
          } else {
            env.put(variable.name(), variable.reveal());
          }
        });
    Attributes attributes =
        Attributes.builder()
            .put("server", Addresses.server(server.name()).toString())
            .put("endpoint", endpoint.toString())
            .put("environment_name", use.portainer().name())
            .put("name", StackName.of(use.assignment().stack(), use.assignment().environment()))
            .put("compose", use.environment().content())
            .put("env", env)
            .put("services", services(use.compose()))
            .put("publishes", publishes(use.compose()))
            .put("pull", "missing")
            .put("registries", use.host().registries().stream().sorted().distinct().toList())
            .build();
    return new Resource(
        Addresses.stack(
            use.host().name(), use.assignment().stack(), use.assignment().environment()),
        attributes,
        secrets,
        dependencies(use, endpoint),
        endpoint,
        use.assignment().position());
  }

  private static ObjectNode services(ComposeFile compose) {
    ObjectNode services = JsonNodeFactory.instance.objectNode();
    for (ComposeFile.Service service : compose.services().values()) {
      if (service.active()) {
        ObjectNode node = services.putObject(service.name());
        node.put("image", service.image()).put("state", "running");
        if (service.job()) {
          node.put("job", true);
        }
        if (service.replicas() > 1) {
          node.put("replicas", service.replicas());
        }
        if (service.refreshed()) {
          node.put("pull", "always");
        }
      }
    }
    return services;
  }

  private static List<String> publishes(ComposeFile compose) {
    return compose.ports().stream()
        .map(ComposeFile.PublishedPort::toString)
        .sorted()
        .distinct()
        .toList();
  }

  /** External volumes and networks that the host declares are made before the stack. */
  private static SortedSet<Address> dependencies(Use use, Address endpoint) {
    Host host = use.host();
    SortedSet<Address> dependencies = new TreeSet<>();
    dependencies.add(endpoint);
    dependencies.add(Addresses.docker(host.name()));
    for (ComposeFile.External volume : use.compose().volumes()) {
      if (host.volumes().stream().anyMatch(declared -> declared.name().equals(volume.name()))) {
        dependencies.add(Addresses.volume(host.name(), volume.name()));
      }
    }
    for (ComposeFile.External network : use.compose().networks()) {
      if (host.networks().stream().anyMatch(declared -> declared.name().equals(network.name()))) {
        dependencies.add(Addresses.network(host.name(), network.name()));
      }
    }
    host.registries().forEach(name -> dependencies.add(Addresses.registry(name)));
    return dependencies;
  }
}
