package dev.phoenix.lab.engine;

import java.util.ArrayList;
import java.util.Collection;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The containers that somebody asks for.
 *
 * @param all stopped ones too
 */
record ContainerList(Networks networks, boolean all, Filters filters) {

  /** Those of the containers, newest first. */
  ArrayNode of(Collection<Container> containers, long now) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Container container : new ArrayList<>(containers).reversed()) {
      if (shows(container, container.life().at(now, container.restartPolicy()))) {
        list.add(new ContainerView(container, networks, now).summary());
      }
    }
    return list;
  }

  private boolean shows(Container container, Life.State state) {
    boolean shown = all || filters.values().containsKey("status") || state.running();
    return shown
        && filters.labels(container.labels())
        && filters.names(container.name())
        && filters.ids(container.id())
        && filters.any("status", state.status()::equals)
        && filters.any("ancestor", container.image()::equals)
        && filters.any("network", container.endpoints()::containsKey)
        && filters.any("publish", port -> state.running() && publishes(container, port))
        && filters.any("volume", name -> ContainerShelf.mounts(container, name));
  }

  private static boolean publishes(Container container, String port) {
    return container.ports().stream()
        .anyMatch(held -> port.equals(held.hostPort() + "/" + held.protocol()));
  }
}
