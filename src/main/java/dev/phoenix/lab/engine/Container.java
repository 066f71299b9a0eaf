package dev.phoenix.lab.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A container of the lab, as of one moment: a new value is made for each change.
 *
 * @param config its configuration with the image's defaults filled in
 * @param host its {@code HostConfig}
 * @param endpoints its networks by name: aliases, and while it runs its place in each subnet
 * @param ports its published ports; chosen at each start
 * @param files what was put into it, base64 by path
 */
public record Container(
    String id,
    String name,
    long created,
    String imageId,
    ObjectNode config,
    ObjectNode host,
    Map<String, Endpoint> endpoints,
    List<Published> ports,
    Map<String, String> files,
    Life life) {

  /** A container's place in a network; 0 while it has none. */
  record Endpoint(List<String> aliases, int place) {}

  public Container {
    endpoints = Map.copyOf(endpoints);
    ports = List.copyOf(ports);
    files = Map.copyOf(files);
  }

  /** The image reference that it was made with. */
  public String image() {
    return config.path("Image").asString("");
  }

  public Map<String, String> labels() {
    return Json.texts(config.path("Labels"));
  }

  public String label(String name) {
    return config.path("Labels").path(name).asString("");
  }

  /** The whole command line: entry point, then arguments. */
  public List<String> command() {
    List<String> words = new ArrayList<>(Json.words(config.path("Entrypoint")));
    words.addAll(Json.words(config.path("Cmd")));
    return words;
  }

  /** The environment variables by name, the image's own included. */
  public Map<String, String> environment() {
    Map<String, String> variables = new TreeMap<>();
    for (String variable : Json.words(config.path("Env"))) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        variables.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return variables;
  }

  String restartPolicy() {
    return host.path("RestartPolicy").path("Name").asString("");
  }

  List<Mount> mounts() {
    return Mount.of(host);
  }

  /** The named volume that is mounted there; empty if none is. */
  public String volumeAt(String path) {
    return mounts().stream()
        .filter(mount -> mount.isVolume() && mount.destination().equals(path))
        .map(Mount::source)
        .findFirst()
        .orElse("");
  }

  /** The port inside that this TCP port of the machine leads to; 0 if none does. */
  public int portInside(int hostPort) {
    return ports.stream()
        .filter(port -> port.hostPort() == hostPort && port.protocol().equals("tcp"))
        .mapToInt(Published::port)
        .findFirst()
        .orElse(0);
  }

  Container withName(String other) {
    return new Container(id, other, created, imageId, config, host, endpoints, ports, files, life);
  }

  Container withEndpoints(Map<String, Endpoint> other) {
    return new Container(id, name, created, imageId, config, host, other, ports, files, life);
  }

  Container withFiles(Map<String, String> other) {
    return new Container(id, name, created, imageId, config, host, endpoints, ports, other, life);
  }

  Container withPorts(List<Published> other) {
    return new Container(id, name, created, imageId, config, host, endpoints, other, files, life);
  }

  Container withLife(Life other) {
    return new Container(id, name, created, imageId, config, host, endpoints, ports, files, other);
  }

  Container paused(boolean paused) {
    if (life.started() == 0 || life.stopped() != 0 || life.paused() == paused) {
      throw new Refusal(
          409, "Container %s is %s paused".formatted(id, paused ? "stopped or already" : "not"));
    }
    return withLife(life.frozen(paused));
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("id", id).put("name", name).put("created", created).put("imageId", imageId);
    json.set("config", config);
    json.set("host", host);
    ObjectNode networks = json.putObject("endpoints");
    endpoints.forEach((network, endpoint) -> {
      ObjectNode one = networks.putObject(network).put("place", endpoint.place());
      endpoint.aliases().forEach(one.putArray("aliases")::add);
    });
    for (Published port : ports) {
      json.withArray("ports")
          .addObject()
          .put("address", port.address())
          .put("hostPort", port.hostPort())
          .put("port", port.port())
          .put("protocol", port.protocol());
    }
    files.forEach(json.putObject("files")::put);
    json.set("life", life.toJson());
    return json;
  }

  static Container from(JsonNode json) {
    Map<String, Endpoint> endpoints = new TreeMap<>();
    json.path("endpoints")
        .properties()
        .forEach(entry ->
            endpoints.put(
                entry.getKey(),
                new Endpoint(
                    Json.words(entry.getValue().path("aliases")),
                    entry.getValue().path("place").asInt(0))));
    List<Published> ports = new ArrayList<>();
    for (JsonNode port : json.path("ports")) {
      ports.add(
          new Published(
              port.path("address").asString(""),
              port.path("hostPort").asInt(0),
              port.path("port").asInt(0),
              port.path("protocol").asString("")));
    }
    return new Container(
        json.path("id").asString(""),
        json.path("name").asString(""),
        json.path("created").asLong(0),
        json.path("imageId").asString(""),
        Json.child(json, "config"),
        Json.child(json, "host"),
        endpoints,
        ports,
        Json.texts(json.path("files")),
        Life.from(json.path("life")));
  }
}
