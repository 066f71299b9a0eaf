package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Whether the ports that a stack publishes are free on its host. */
final class StackPorts {
  private final StackPlace place;

  StackPorts(StackPlace place) {
    this.place = place;
  }

  /** The ports of its host that a stack has, whatever the address: {@code endpoint/a 80/tcp}. */
  static Set<String> held(Attributes stack) {
    return ports(stack)
        .map(port -> stack.text("endpoint") + " " + port)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> ports(Attributes stack) {
    return stack.list("publishes").valueStream().map(it -> port(it.asString("")));
  }

  private static String port(String published) {
    return published.substring(published.lastIndexOf(':') + 1);
  }

  /**
   * Fails if somebody else has one.
   *
   * @param before those that this run changes first: a port that one of them gives up is free
   */
  void check(Collection<Subject> before) throws ResourceFailure {
    List<String> ports = ports(place.wanted()).distinct().toList();
    if (ports.isEmpty()) {
      return;
    }
    List<JsonNode> containers = place.server().containers().publishing(place.endpoint(), ports);
    for (JsonNode published : place.wanted().list("publishes")) {
      free(published.asString(""), containers, before);
    }
  }

  /** Fails if a container that is not of this stack holds the port on an address in common. */
  private void free(String published, List<JsonNode> containers, Collection<Subject> before)
      throws ResourceFailure {
    String port = port(published);
    String address = published.substring(0, Math.max(0, published.length() - port.length() - 1));
    for (JsonNode container : containers) {
      String project = StackServices.project(container);
      boolean passes =
          project.equals(place.name())
              || before.stream().anyMatch(stack -> givesUp(stack, project, port));
      for (JsonNode held : container.path("Ports")) {
        if (!passes
            && port.equals(held.path("PublicPort").asInt(0) + "/" + held.path("Type").asString(""))
            && overlap(address, held.path("IP").asString(""))) {
          throw place.failure(
              Kind.PERMANENT,
              "port %s is taken by %s. %s Publish another port or stop that container, then run again."
                  .formatted(published, holder(container), StackPlace.UNTOUCHED));
        }
      }
    }
  }

  /** Whether a stack of this name has the port here now, and not after its own step. */
  private boolean givesUp(Subject stack, String project, String port) {
    String holding = place.wanted().text("endpoint") + " " + port;
    Recorded recorded = stack.recorded();
    Resource desired = stack.desired();
    return recorded != null
        && stack.address().type().equals("stack")
        && recorded.attributes().text("name").equals(project)
        && held(recorded.attributes()).contains(holding)
        && (desired == null || !held(desired.attributes()).contains(holding));
  }

  private static String holder(JsonNode container) {
    String name = container.path("Names").path(0).asString("?").replaceFirst("^/", "");
    String project = StackServices.project(container);
    return "container " + name + (project.isEmpty() ? "" : " of stack " + project);
  }

  private static boolean overlap(String wanted, String held) {
    return everywhere(wanted) || everywhere(held) || wanted.equals(held);
  }

  private static boolean everywhere(String address) {
    return address.isEmpty()
        || address.equals("0.0.0.0")
        || address.equals("::")
        || address.equals("[::]");
  }
}
