package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.Container;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Filters;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes stock of an engine. */
final class Snapshots {
  private final InstantSource clock;
  private final boolean raw;

  /**
   * Snapshots.
   *
   * @param raw whether the engine's own answers are part of them
   */
  Snapshots(InstantSource clock, boolean raw) {
    this.clock = clock;
    this.raw = raw;
  }

  ObjectNode take(Engine engine) {
    List<Container> all = engine.containers().all();
    int running = engine.containers().running().size();
    ObjectNode info = engine.info();
    ObjectNode json = Json.object().put("Time", clock.millis() / 1000);
    json.set("DockerVersion", info.path("ServerVersion"));
    json.put("Swarm", false);
    json.set("TotalCPU", info.path("NCPU"));
    json.set("TotalMemory", info.path("MemTotal"));
    json.put("ContainerCount", all.size()).put("RunningContainerCount", running);
    json.put("StoppedContainerCount", all.size() - running);
    json.put("HealthyContainerCount", 0).put("UnhealthyContainerCount", 0);
    json.put("VolumeCount", engine.volumes().list(Filters.NONE).path("Volumes").size());
    json.set("ImageCount", info.path("Images"));
    json.put("ServiceCount", 0).put("StackCount", projects(all));
    if (raw) {
      ObjectNode answers = json.putObject("DockerSnapshotRaw");
      answers.set("Containers", named(engine.containers().list(true, Filters.NONE)));
      answers.set("Volumes", engine.volumes().list(Filters.NONE));
      answers.set("Networks", engine.networks().list(Filters.NONE));
      answers.set("Images", engine.images().list());
      answers.set("Info", info);
      answers.set("Version", engine.version());
    }
    return json;
  }

  /** The server's own Docker client knows a field that older engines do not send. */
  private static ArrayNode named(ArrayNode containers) {
    for (JsonNode container : containers) {
      for (JsonNode network : container.path("NetworkSettings").path("Networks")) {
        ((ObjectNode) network).putNull("DNSNames");
      }
    }
    return containers;
  }

  private static int projects(List<Container> containers) {
    return (int)
        containers.stream()
            .map(container -> container.label("com.docker.compose.project"))
            .filter(project -> !project.isEmpty())
            .distinct()
            .count();
  }
}
