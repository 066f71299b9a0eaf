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

  /** The recorded stack if this is still the same server, else the one of the name. */
  Optional<JsonNode> find(Identity identity, Attributes attributes) throws ResourceFailure {
    OptionalInt endpoint = endpoint(attributes);
    return new NamedObjects(server, "stack", "Id")
        .find(
            identity.isKnown()
                ? server.stacks().allWith(Integer.parseInt(identity.part("id")))
                : server.stacks().all(),
            identity,
            attributes.text("name"),
            node ->
                endpoint.isPresent()
                    && node.path("EndpointId").asInt(0) == endpoint.getAsInt()
                    && node.path("Name").asString("").equals(attributes.text("name")));
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
