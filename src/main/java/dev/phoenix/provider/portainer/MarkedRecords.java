package dev.phoenix.provider.portainer;

import dev.phoenix.provider.docker.Ownership;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Stray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * What a server keeps that is ours. Its records bear no mark: an environment is ours if the
 * container of its agent bears ours, and what is deployed there may be.
 */
final class MarkedRecords {
  private static final int AGENT = 2;

  private final Server server;
  private final Address address;
  private final Consumer<String> unseen;
  private final List<Stray> found = new ArrayList<>();

  /**
   * Of one server.
   *
   * @param unseen is told of each environment that nobody could look into
   */
  MarkedRecords(Server server, Address address, Consumer<String> unseen) {
    this.server = server;
    this.address = address;
    this.unseen = unseen;
  }

  List<Stray> all() throws ResourceFailure {
    for (JsonNode endpoint : server.endpoints()) {
      if (endpoint.path("Type").asInt(0) == AGENT) {
        Optional<Address> agent = agent(endpoint);
        if (agent.isPresent()) {
          take(endpoint, agent.get());
        }
      }
    }
    return found;
  }

  private static String name(JsonNode node) {
    return node.path("Name").asString("");
  }

  /** The agent that phoenix made for it; empty if that is somebody else's, or cannot be seen. */
  private Optional<Address> agent(JsonNode endpoint) {
    try {
      return server.containers().listed(endpoint.path("Id").asInt(0)).stream()
          .map(container -> container.path("Labels").path(Ownership.LABEL).asString(""))
          .filter(owner -> owner.matches("agent/.+"))
          .map(Address::parse)
          .findFirst();
    } catch (ResourceFailure failure) {
      unseen.accept(
          "Nobody can say whether its environment %s (%s) is ours: %s."
              .formatted(name(endpoint), endpoint.path("URL").asString(""), failure.getMessage()));
      return Optional.empty();
    }
  }

  private void take(JsonNode endpoint, Address agent) throws ResourceFailure {
    String environment = name(endpoint);
    found.add(
        new Stray(
            new Address("endpoint", agent.name()),
            address + " " + environment,
            "environment %s of %s".formatted(environment, address),
            "goes through an agent that bears our mark"));
    for (JsonNode stack : server.stacks().all()) {
      if (stack.path("EndpointId").asInt(0) == endpoint.path("Id").asInt(-1)) {
        found.add(
            new Stray(
                new Address("stack", agent.name() + "/" + name(stack)),
                "%s %s %s".formatted(address, environment, name(stack)),
                "stack %s on environment %s of %s".formatted(name(stack), environment, address),
                "stands on an environment whose agent bears our mark, bears none itself,"));
      }
    }
  }
}
