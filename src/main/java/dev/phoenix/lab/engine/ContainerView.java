package dev.phoenix.lab.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A container as the engine lists and inspects it, with the field names of Docker 20.10. */
final class ContainerView {
  private static final ObjectNode TEMPLATE = Json.template("container");
  private static final String HOME = "/var/lib/docker/containers/";

  private final Container container;
  private final Life.State state;
  private final Networks networks;
  private final long now;

  ContainerView(Container container, Networks networks, long now) {
    this.container = container;
    this.state = container.life().at(now, container.restartPolicy());
    this.networks = networks;
    this.now = now;
  }

  ObjectNode summary() {
    ObjectNode json = Json.object();
    json.put("Id", container.id());
    json.putArray("Names").add("/" + container.name());
    json.put("Image", container.image()).put("ImageID", container.imageId());
    json.put("Command", String.join(" ", container.command()));
    json.put("Created", container.created() / 1000);
    json.set("Ports", listedPorts());
    container.labels().forEach(json.putObject("Labels")::put);
    json.put("State", state.status()).put("Status", status());
    json.putObject("HostConfig").put("NetworkMode", mode());
    json.putObject("NetworkSettings").set("Networks", endpoints(false));
    json.set("Mounts", mounts());
    return json;
  }

  ObjectNode inspect() {
    ObjectNode json = TEMPLATE.deepCopy();
    List<String> command = container.command();
    String home = HOME + container.id();
    json.put("Id", container.id()).put("Name", "/" + container.name());
    json.put("Created", Json.time(container.created())).put("Image", container.imageId());
    json.put("Path", command.isEmpty() ? "" : command.getFirst());
    command.stream().skip(1).forEach(json.putArray("Args")::add);
    json.put("HostnamePath", home + "/hostname").put("HostsPath", home + "/hosts");
    json.put("ResolvConfPath", home + "/resolv.conf");
    json.put("LogPath", home + "/" + container.id() + "-json.log");
    json.put("RestartCount", restarts());
    json.set("State", stateJson());
    json.set("Config", container.config());
    json.set("HostConfig", container.host());
    json.set("Mounts", mounts());
    settings((ObjectNode) json.path("NetworkSettings"));
    return json;
  }

  private int restarts() {
    return state.status().equals("restarting")
        ? (int) Math.min(20, 1 + (now - state.finishedAt()) / 1000)
        : 0;
  }

  private String status() {
    String health =
        switch (state.health()) {
          case "" -> "";
          case "starting" -> " (health: starting)";
          case String found -> " (" + found + ")";
        };
    String ago = Elapsed.text(now - state.finishedAt()) + " ago";
    return switch (state.status()) {
      case "running" -> "Up " + Elapsed.text(now - state.startedAt()) + health;
      case "paused" -> "Up " + Elapsed.text(now - state.startedAt()) + " (Paused)";
      case "restarting" -> "Restarting (%d) %s".formatted(state.exitCode(), ago);
      case "exited" -> "Exited (%d) %s".formatted(state.exitCode(), ago);
      case String _ -> "Created";
    };
  }

  private ObjectNode stateJson() {
    ObjectNode json = Json.object();
    boolean running = state.running();
    json.put("Status", state.status()).put("Running", running);
    json.put("Paused", state.status().equals("paused"));
    json.put("Restarting", state.status().equals("restarting"));
    json.put("OOMKilled", false).put("Dead", false);
    json.put("Pid", state.isUp() ? pid() : 0);
    json.put("ExitCode", state.exitCode()).put("Error", "");
    json.put("StartedAt", Json.time(state.startedAt()));
    json.put("FinishedAt", Json.time(state.finishedAt()));
    if (!state.health().isEmpty()) {
      ObjectNode health = json.putObject("Health").put("Status", state.health());
      health.put("FailingStreak", state.health().equals("unhealthy") ? 1 : 0).putArray("Log");
    }
    return json;
  }

  private int pid() {
    return 1000 + Math.floorMod(container.id().hashCode(), 30000);
  }

  private ArrayNode mounts() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    container.mounts().forEach(mount -> list.add(mount.toJson()));
    return list;
  }

  private ArrayNode listedPorts() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    if (!state.isUp()) {
      return list;
    }
    for (String exposed : Json.texts(container.config().path("ExposedPorts")).keySet()) {
      if (container.ports().stream().noneMatch(port -> port.key().equals(exposed))) {
        list.addObject()
            .put("PrivatePort", Published.port(exposed))
            .put("Type", Published.protocol(exposed));
      }
    }
    for (Published port : container.ports()) {
      for (String address : addresses(port)) {
        list.addObject()
            .put("IP", address)
            .put("PrivatePort", port.port())
            .put("PublicPort", port.hostPort())
            .put("Type", port.protocol());
      }
    }
    return list;
  }

  /** A port published everywhere is listed for both families. */
  private static List<String> addresses(Published port) {
    return port.address().isEmpty() ? List.of("0.0.0.0", "::") : List.of(port.address());
  }

  private void settings(ObjectNode json) {
    json.put("SandboxID", Digests.of("sandbox" + container.id()));
    json.put(
        "SandboxKey",
        "/run/docker/netns/" + Digests.of("sandbox" + container.id()).substring(0, 12));
    ObjectNode ports = json.putObject("Ports");
    if (state.isUp()) {
      Json.texts(container.config().path("ExposedPorts")).keySet().forEach(ports::putNull);
      Map<String, ArrayNode> bound = new TreeMap<>();
      for (Published port : container.ports()) {
        ArrayNode list =
            bound.computeIfAbsent(port.key(), _ -> JsonNodeFactory.instance.arrayNode());
        for (String address : addresses(port)) {
          list.addObject()
              .put("HostIp", address)
              .put("HostPort", Integer.toString(port.hostPort()));
        }
      }
      bound.forEach(ports::set);
    }
    json.set("Networks", endpoints(true));
  }

  private String mode() {
    String mode = container.host().path("NetworkMode").asString("");
    return mode.isEmpty() ? "default" : mode;
  }

  private ObjectNode endpoints(boolean withAliases) {
    ObjectNode json = Json.object();
    new TreeMap<>(container.endpoints())
        .forEach((network, endpoint) ->
            json.set(
                network,
                networks.endpoint(
                    network,
                    container,
                    state.isUp() ? endpoint.place() : 0,
                    withAliases ? endpoint.aliases() : List.of())));
    return json;
  }
}
