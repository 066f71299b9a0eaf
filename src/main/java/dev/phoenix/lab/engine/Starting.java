package dev.phoenix.lab.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gives a container that starts its ports and its places in networks, if they are to be had. */
final class Starting {
  private final Networks networks;

  Starting(Networks networks) {
    this.networks = networks;
  }

  Container start(Container container, List<Container> running, long now) {
    if (container.life().paused()) {
      throw new Refusal(409, "cannot start a paused container, try unpause instead");
    }
    Map<String, Container.Endpoint> endpoints = new TreeMap<>();
    container
        .endpoints()
        .forEach((network, endpoint) ->
            endpoints.put(
                networks.name(network),
                new Container.Endpoint(
                    endpoint.aliases(), networks.freePlace(networks.name(network)))));
    List<Published> taken = new ArrayList<>();
    running.forEach(other -> taken.addAll(other.ports()));
    List<Published> ports = new ArrayList<>();
    for (Published wanted : Published.of(container.host().path("PortBindings"))) {
      Published port = wanted.chosen(taken);
      if (taken.stream().anyMatch(port::conflicts)) {
        throw new Refusal(
            500,
            "driver failed programming external connectivity on endpoint %s (%s): Bind for %s failed: port is already allocated"
                .formatted(container.name(), Digests.of("endpoint" + container.id()), port.host()));
      }
      ports.add(port);
      taken.add(port);
    }
    return container
        .withEndpoints(endpoints)
        .withPorts(ports)
        .withLife(container.life().start(now));
  }
}
