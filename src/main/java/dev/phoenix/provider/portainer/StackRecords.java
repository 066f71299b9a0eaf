package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Finds the records of stacks and of their environments in the lists of a server. */
record StackRecords(Server server) {
  /** The type of a stack that compose runs; the others are of Swarm and of Kubernetes. */
  private static final int COMPOSE = 2;

  /** The recorded stack if this is still the same server, else the one of the name. */
  Optional<JsonNode> find(Identity identity, Attributes attributes) throws ResourceFailure {
    OptionalInt endpoint = endpoint(attributes);
    Optional<JsonNode> found = named(identity, attributes, endpoint);
    if (found.isPresent()) {
      mustBeOfCompose(found.get(), attributes);
    }
    return found;
  }

  private Optional<JsonNode> named(Identity identity, Attributes attributes, OptionalInt endpoint)
      throws ResourceFailure {
    return new NamedObjects(server, "stack", "Id")
        .find(
            identity.isKnown()
                ? server.stacks().allWith(identity.number("id"))
                : server.stacks().all(),
            identity,
            attributes.text("name"),
            node ->
                endpoint.isPresent()
                    && node.path("EndpointId").asInt(0) == endpoint.getAsInt()
                    && node.path("Name").asString("").equals(attributes.text("name")));
  }

  /** A server does to one of another kind what it does to one of compose, and harms it. */
  private void mustBeOfCompose(JsonNode record, Attributes attributes) throws ResourceFailure {
    int type = record.path("Type").asInt(COMPOSE);
    if (type != COMPOSE) {
      throw server
          .api()
          .failure(
              Kind.PERMANENT,
              "stack %s on %s: Portainer has it as a stack of %s, and phoenix makes stacks of Docker Compose only. Rename the stack's folder, or remove that stack in Portainer, then run again."
                  .formatted(
                      attributes.text("name"),
                      attributes.text("environment_name"),
                      type == 1 ? "Swarm" : type == 3 ? "Kubernetes" : "type " + type));
    }
  }

  /** What has the name of a stack already: made by somebody since the list was read. */
  JsonNode taken(StackPlace place) throws ResourceFailure {
    return find(Identity.UNKNOWN, place.wanted())
        .orElseThrow(() ->
            place.failure(
                Kind.PERMANENT,
                "the server has something of that name that is no stack of this environment. Take the compose project of that name down, or rename the stack's folder, then run again."));
  }

  /** The number of the environment that the stack is to be on. */
  OptionalInt endpoint(Attributes attributes) throws ResourceFailure {
    return server.endpoints().stream()
        .filter(node -> node.path("Name").asString("").equals(attributes.text("environment_name")))
        .mapToInt(node -> node.path("Id").asInt(0))
        .findFirst();
  }

  /** As {@link #endpoint}, looked for once more before it is missed. */
  int endpointThatMustBe(Attributes attributes) throws ResourceFailure {
    OptionalInt endpoint = endpoint(attributes);
    if (endpoint.isEmpty()) {
      server.forgetEndpoints();
      endpoint = endpoint(attributes);
    }
    return endpoint.orElseThrow(() ->
        server
            .api()
            .failure(
                Kind.PERMANENT,
                "there is no environment %s to deploy stack %s on; plan again to have it made"
                    .formatted(attributes.text("environment_name"), attributes.text("name"))));
  }

  /** Empty if somebody has deleted the environment: the server keeps the records of its stacks. */
  Optional<String> environment(int endpoint) throws ResourceFailure {
    return server.endpoints().stream()
        .filter(node -> node.path("Id").asInt(0) == endpoint)
        .map(node -> node.path("Name").asString(""))
        .findFirst();
  }

  boolean hasRegistries(JsonNode names) throws ResourceFailure {
    if (names.isEmpty()) {
      return true;
    }
    List<String> there =
        server.registries().stream().map(node -> node.path("Name").asString("")).toList();
    return names.valueStream().map(name -> name.asString("")).allMatch(there::contains);
  }

  Identity identity(JsonNode record, int endpoint) throws ResourceFailure {
    return Identity.of(
        Map.of(
            "instance", server.instance(),
            "endpoint", Integer.toString(endpoint),
            "id", Integer.toString(record.path("Id").asInt(0))));
  }
}
