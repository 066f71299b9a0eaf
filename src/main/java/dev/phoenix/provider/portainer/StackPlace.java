package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One stack on one environment of a server: what runs of it, and the words for it in messages. */
record StackPlace(Server server, int endpoint, Attributes wanted) {
  static final String UNTOUCHED = "Nothing was changed: what runs keeps running.";

  String name() {
    return wanted.text("name");
  }

  String words(String verb) {
    return verb + " stack " + name() + " on " + wanted.text("environment_name");
  }

  /** What runs of it now. */
  StackServices services() throws ResourceFailure {
    return StackServices.of(server.freshContainers(endpoint), name());
  }

  /** Its record, if the server has one. */
  Optional<JsonNode> record() throws ResourceFailure {
    return server.stacks().stream()
        .filter(stack ->
            stack.path("EndpointId").asInt(0) == endpoint
                && stack.path("Name").asString("").equals(name()))
        .findFirst();
  }

  ResourceFailure failure(Kind kind, String why) {
    return server
        .api()
        .failure(
            kind, "stack %s on %s: %s".formatted(name(), wanted.text("environment_name"), why));
  }
}
