package dev.phoenix.lab.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns the body of a create call into a container, the image's defaults filled in. */
final class ContainerPlan {
  private static final ObjectNode CONFIG = Json.template("config");
  private static final ObjectNode HOST = Json.template("host-config");
  private static final Set<String> APART = Set.of("HostConfig", "NetworkingConfig");

  private ContainerPlan() {}

  static Container of(String id, String name, JsonNode body, ObjectNode image, long now) {
    ObjectNode config = config(id, body, Images.defaults(image));
    ObjectNode host = HOST.deepCopy();
    body.path("HostConfig")
        .properties()
        .forEach(entry -> host.set(entry.getKey(), entry.getValue().deepCopy()));
    return new Container(
        id,
        name,
        now,
        image.path("Id").asString(""),
        config,
        host,
        endpoints(id, name, body),
        Published.of(host.path("PortBindings")),
        Map.of(),
        new Life(0, 0, 0, false, Behaviour.of(config)));
  }

  private static ObjectNode config(String id, JsonNode body, JsonNode image) {
    ObjectNode config = CONFIG.deepCopy();
    body.properties().stream()
        .filter(entry -> !APART.contains(entry.getKey()))
        .forEach(entry -> config.set(entry.getKey(), entry.getValue().deepCopy()));
    if (config.path("Hostname").asString("").isEmpty()) {
      config.put("Hostname", id.substring(0, 12));
    }
    command(config, image);
    Map<String, String> variables = new LinkedHashMap<>();
    for (JsonNode list : List.of(config.path("Env"), image.path("Env"))) {
      for (String variable : Json.words(list)) {
        variables.putIfAbsent(variable.split("=", 2)[0], variable);
      }
    }
    variables.values().forEach(config.putArray("Env")::add);
    Map<String, String> labels = Json.texts(image.path("Labels"));
    labels.putAll(Json.texts(config.path("Labels")));
    labels.forEach(config.putObject("Labels")::put);
    ObjectNode ports = Json.child(config, "ExposedPorts");
    image
        .path("ExposedPorts")
        .properties()
        .forEach(entry -> ports.set(entry.getKey(), entry.getValue()));
    body.path("HostConfig")
        .path("PortBindings")
        .properties()
        .forEach(entry -> ports.putObject(entry.getKey()));
    if (!ports.isEmpty()) {
      config.set("ExposedPorts", ports);
    }
    if (!config.path("Healthcheck").isObject() && image.path("Healthcheck").isObject()) {
      config.set("Healthcheck", image.path("Healthcheck").deepCopy());
    }
    return config;
  }

  /** An entry point of its own takes the image's arguments away. */
  private static void command(ObjectNode config, JsonNode image) {
    boolean own = !config.path("Entrypoint").isEmpty();
    if (!own && image.has("Entrypoint")) {
      config.set("Entrypoint", image.path("Entrypoint").deepCopy());
    }
    if (!own && config.path("Cmd").isEmpty() && image.has("Cmd")) {
      config.set("Cmd", image.path("Cmd").deepCopy());
    }
  }

  private static Map<String, Container.Endpoint> endpoints(String id, String name, JsonNode body) {
    Map<String, Container.Endpoint> endpoints = new TreeMap<>();
    String mode = body.path("HostConfig").path("NetworkMode").asString("");
    String first = mode.isEmpty() || mode.equals("default") ? "bridge" : mode;
    if (!first.startsWith("container:") && !first.startsWith("service:")) {
      endpoints.put(first, new Container.Endpoint(List.of(), 0));
    }
    body.path("NetworkingConfig")
        .path("EndpointsConfig")
        .properties()
        .forEach(entry ->
            endpoints.put(
                entry.getKey(), new Container.Endpoint(aliases(id, name, entry.getValue()), 0)));
    return endpoints;
  }

  private static List<String> aliases(String id, String name, JsonNode endpoint) {
    List<String> aliases = new ArrayList<>(Json.words(endpoint.path("Aliases")));
    if (!aliases.isEmpty()) {
      aliases.addFirst(name);
      aliases.add(id.substring(0, 12));
    }
    return aliases.stream().distinct().toList();
  }
}
