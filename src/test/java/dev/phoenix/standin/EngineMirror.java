package dev.phoenix.standin;

import dev.phoenix.lab.engine.Container;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Registries;
import dev.phoenix.lab.engine.Storage;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has a real engine do what the lab's Compose does with a simulated one: what is started there is
 * made here, what is removed there is removed here, and what somebody else did here is seen there.
 */
final class EngineMirror implements Engine.Appliances {
  private static final String PROJECT = "com.docker.compose.project";

  private final RealEngine real;
  private final Engine engine;

  /** Whether this thread only brings the simulated engine up to date. */
  private final ThreadLocal<Boolean> learning = ThreadLocal.withInitial(() -> false);

  EngineMirror(String name, RealEngine real, Storage storage) {
    this.real = real;
    this.engine =
        new Engine(
            name,
            new Engine.Premises(
                storage,
                InstantSource.system(),
                RandomGenerator.getDefault(),
                new Registries(Set.of(), Set.of(), Map.of()),
                this));
  }

  Engine engine() {
    return engine;
  }

  /** Sees what was done to the real engine behind this server's back. */
  synchronized void learn() {
    learning.set(true);
    try {
      containers();
      networks();
      volumes();
    } finally {
      learning.set(false);
    }
  }

  private void containers() {
    Map<String, JsonNode> there = real.byName("/containers/json?all=true", "");
    for (Container container : engine.containers().all()) {
      JsonNode found = there.get(container.name());
      if (found == null) {
        engine.containers().remove(container.id(), true);
      } else if (!found.path("State").asString("").equals("running")) {
        engine.containers().stop(container.id());
      }
    }
  }

  private void networks() {
    Map<String, JsonNode> there = real.byName("/networks", "");
    there.forEach((name, network) -> {
      if (!engine.networks().has(name)) {
        ObjectNode body = RealEngine.object().put("Name", name).put("Driver", "bridge");
        body.set("Labels", network.path("Labels"));
        engine.networks().create(body);
      }
    });
  }

  private void volumes() {
    real.byName("/volumes", "Volumes")
        .forEach((name, volume) -> {
          if (!engine.volumes().has(name)) {
            ObjectNode body = RealEngine.object().put("Name", name);
            body.set("Labels", volume.path("Labels"));
            engine.volumes().create(body);
          }
        });
  }

  /** Removes the networks of projects that the simulated engine no longer has. */
  synchronized void sweep() {
    real.byName("/networks", "")
        .forEach((name, network) -> {
          boolean ours = network.path("Labels").has(PROJECT);
          if (ours && !engine.networks().has(name)) {
            real.call("DELETE", "/networks/" + name, "");
          }
        });
  }

  @Override
  public void started(Engine from, Container container) {
    if (learning.get() || container.label(PROJECT).isEmpty()) {
      return;
    }
    ObjectNode there = real.inspect(container.name());
    String hash = "com.docker.compose.config-hash";
    if (there.at("/Config/Labels").path(hash).asString("").equals(container.label(hash))) {
      real.must("POST", "/containers/" + container.name() + "/start", "");
      return;
    }
    real.remove(container.name());
    for (String network : container.endpoints().keySet()) {
      network(network);
    }
    real.provide(container.image());
    ObjectNode body =
        RealContainer.body(container, from.images().inspect(container.image()).path("Config"));
    real.must("POST", "/containers/create?name=" + container.name(), body.toString());
    connect(container);
    real.must("POST", "/containers/" + container.name() + "/start", "");
  }

  /** Engines take only the first network when a container is made. */
  private void connect(Container container) {
    String first = container.host().path("NetworkMode").asString("");
    for (String network : container.endpoints().keySet()) {
      if (!network.equals(first)) {
        ObjectNode body = RealEngine.object().put("Container", container.name());
        body.set("EndpointConfig", RealContainer.endpoint(container));
        real.must("POST", "/networks/" + network + "/connect", body.toString());
      }
    }
  }

  private void network(String name) {
    if (real.byName("/networks", "").containsKey(name)) {
      return;
    }
    ObjectNode body = RealEngine.object().put("Name", name);
    body.set("Labels", engine.networks().inspect(name).path("Labels"));
    real.must("POST", "/networks/create", body.toString());
  }

  @Override
  public void stopped(Engine from, Container container) {
    if (!learning.get()) {
      real.call("POST", "/containers/" + container.name() + "/stop?t=1", "");
    }
  }

  @Override
  public void removed(Engine from, Container container) {
    if (!learning.get()) {
      real.remove(container.name());
    }
  }

  @Override
  public List<String> log(Engine from, Container container) {
    return List.of();
  }
}
