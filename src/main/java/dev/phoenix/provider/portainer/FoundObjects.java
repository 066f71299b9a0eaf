package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Finding;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** All that a server holds, as the files would say it. */
final class FoundObjects {
  private static final int AGENT = 2;
  private static final int COMPOSE = 2;
  private static final int STOPPED = 2;

  private final Server server;
  private final Address address;

  FoundObjects(Server server, Address address) {
    this.server = server;
    this.address = address;
  }

  List<Finding> all() throws ResourceFailure {
    List<Finding> found = new ArrayList<>();
    for (JsonNode endpoint : server.endpoints()) {
      found.add(endpoint(endpoint));
    }
    for (JsonNode stack : server.stacks().all()) {
      found.add(stack(stack));
    }
    for (JsonNode group : server.groups()) {
      if (group.path("Id").asInt(0) != 1) {
        found.add(group(group));
      }
    }
    for (JsonNode tag : server.tags()) {
      found.add(new Finding("tag", address, name(tag), Attributes.NONE));
    }
    for (JsonNode registry : server.registries()) {
      found.add(registry(registry));
    }
    return found;
  }

  private static String name(JsonNode node) {
    return node.path("Name").asString("");
  }

  private Finding endpoint(JsonNode endpoint) throws ResourceFailure {
    int type = endpoint.path("Type").asInt(0);
    if (type != AGENT) {
      return Finding.refused("endpoint", address, name(endpoint), kind(type));
    }
    String group =
        server.groups().stream()
            .filter(one -> one.path("Id").asInt(0) == endpoint.path("GroupId").asInt(1))
            .map(FoundObjects::name)
            .findFirst()
            .orElse("");
    return new Finding(
        "endpoint",
        address,
        name(endpoint),
        Attributes.builder()
            .put("url", endpoint.path("URL").asString(""))
            .put("public_url", endpoint.path("PublicURL").asString(""))
            .put("group", endpoint.path("GroupId").asInt(1) == 1 ? "" : group)
            .put("tags", NamedObjects.tagNames(server, endpoint.path("TagIds")))
            .build());
  }

  /** The server's numbers for what it reaches in another way than we do. */
  private static String kind(int type) {
    return switch (type) {
      case 1 ->
          "the server reaches it through a socket or a TCP port, phoenix only through an agent";
      case 3 -> "it is Azure Container Instances, which phoenix does not know";
      case 4 -> "it goes through an Edge agent, phoenix only through the ordinary one";
      case 5, 6, 7 -> "it is Kubernetes, which phoenix does not know";
      default -> "it is of the kind " + type + ", which phoenix does not know";
    };
  }

  private Finding stack(JsonNode stack) throws ResourceFailure {
    String environment =
        server.endpoints().stream()
            .filter(one -> one.path("Id").asInt(0) == stack.path("EndpointId").asInt(-1))
            .map(FoundObjects::name)
            .findFirst()
            .orElse("");
    String refused = refusal(stack, environment);
    if (refused != null) {
      return Finding.refused("stack", address, name(stack), refused);
    }
    StackContent content = StackContent.stored(server, stack);
    SortedMap<String, Secret> variables = new TreeMap<>();
    content.variables().forEach((name, value) -> variables.put(name, new Secret(value)));
    return new Finding(
            "stack",
            address,
            name(stack),
            Attributes.builder()
                .put("environment", environment)
                .put("compose", content.compose())
                .build())
        .with(variables);
  }

  private static @Nullable String refusal(JsonNode stack, String environment) {
    JsonNode repository = stack.path("GitConfig").path("URL");
    if (repository.isString()) {
      return "Portainer deploys it from the Git repository %s; taking it over would end that"
          .formatted(repository.asString().replaceFirst("//[^/@]*@", "//"));
    }
    if (stack.path("Type").asInt(COMPOSE) != COMPOSE) {
      return stack.path("Type").asInt() == 1
          ? "it is a stack of a swarm, which phoenix does not know"
          : "it is for Kubernetes, which phoenix does not know";
    }
    if (environment.isEmpty()) {
      return "its environment is gone";
    }
    return stack.path("Status").asInt(1) == STOPPED
        ? "it is stopped, and the files know running stacks only; start it in Portainer and look again"
        : null;
  }

  private Finding group(JsonNode group) throws ResourceFailure {
    return new Finding(
        "group",
        address,
        name(group),
        Attributes.builder()
            .put("description", group.path("Description").asString("").strip())
            .put("tags", new TreeSet<>(NamedObjects.tagNames(server, group.path("TagIds"))))
            .build());
  }

  private Finding registry(JsonNode registry) {
    boolean authentication = registry.path("Authentication").asBoolean(false);
    SortedMap<String, Secret> secrets = new TreeMap<>();
    String password = registry.path("Password").asString("");
    if (authentication && !password.isEmpty()) {
      secrets.put("password", new Secret(password));
    }
    return new Finding(
            "registry",
            address,
            name(registry),
            Attributes.builder()
                .put("type", RegistryType.word(registry.path("Type").asInt(0)))
                .put("url", registry.path("URL").asString(""))
                .put("username", authentication ? registry.path("Username").asString("") : "")
                .build())
        .with(secrets);
  }
}
