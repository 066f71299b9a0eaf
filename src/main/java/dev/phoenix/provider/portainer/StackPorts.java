package dev.phoenix.provider.portainer;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whether the ports that a stack publishes are free on its host. */
final class StackPorts {
  private final StackPlace place;

  StackPorts(StackPlace place) {
    this.place = place;
  }

  void check() throws ResourceFailure {
    List<String> ports =
        place
            .wanted()
            .list("publishes")
            .valueStream()
            .map(published -> published.asString("").replaceFirst("^.*:", ""))
            .distinct()
            .toList();
    if (ports.isEmpty()) {
      return;
    }
    List<JsonNode> containers = place.server().containers().publishing(place.endpoint(), ports);
    for (JsonNode published : place.wanted().list("publishes")) {
      free(published.asString(""), containers);
    }
  }

  /** Fails if a container that is not of this stack holds the port on an address in common. */
  private void free(String published, List<JsonNode> containers) throws ResourceFailure {
    int slash = published.lastIndexOf('/');
    int colon = published.lastIndexOf(':', slash);
    if (slash < 0 || colon < 0) {
      return;
    }
    for (JsonNode container : containers) {
      if (StackServices.project(container).equals(place.name())) {
        continue;
      }
      for (JsonNode port : container.path("Ports")) {
        if (port.path("Type").asString("").equals(published.substring(slash + 1))
            && Integer.toString(port.path("PublicPort").asInt(0))
                .equals(published.substring(colon + 1, slash))
            && overlap(published.substring(0, colon), port.path("IP").asString(""))) {
          throw place.failure(
              Kind.PERMANENT,
              "port %s is taken by %s. %s Publish another port or stop that container, then run again."
                  .formatted(published, holder(container), StackPlace.UNTOUCHED));
        }
      }
    }
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
