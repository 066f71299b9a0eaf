package dev.phoenix.lab.engine;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Docker engine of one machine. Every change is in its storage when the call returns; safe for
 * threads.
 */
public final class Engine {
  private final Heart heart;
  private final Storage storage;
  private final Images images;
  private final Volumes volumes;
  private final Networks networks;
  private final Containers containers;
  private final Compose compose;
  private final Description description;
  private final Appliances appliances;

  /** What containers are made of. */
  record Parts(Images images, Volumes volumes, Networks networks) {}

  /** What an engine needs from the world around it. */
  public record Premises(
      Storage storage,
      InstantSource clock,
      RandomGenerator random,
      Registries registries,
      Appliances appliances) {}

  /** Connects an engine with the software that its containers hold. */
  public interface Appliances {
    Appliances NONE =
        new Appliances() {
          @Override
          public void started(Engine engine, Container container) {}

          @Override
          public void stopped(Engine engine, Container container) {}

          @Override
          public void removed(Engine engine, Container container) {}

          @Override
          public List<String> log(Engine engine, Container container) {
            return List.of();
          }
        };

    void started(Engine engine, Container container);

    void stopped(Engine engine, Container container);

    void removed(Engine engine, Container container);

    List<String> log(Engine engine, Container container);
  }

  public Engine(String machine, Premises premises) {
    this.heart = new Heart(premises.clock(), premises.random());
    this.storage = premises.storage();
    this.appliances = premises.appliances();
    this.images =
        new Images(storage.within("image/"), heart, premises.registries(), this::isImageUsed);
    this.volumes =
        new Volumes(
            storage.within("volume/"), storage.within("content/"), heart, this::volumeUsers);
    this.networks = new Networks(storage.within("network/"), heart, this::guarded);
    this.containers =
        new Containers(
            storage.within("container/"), heart, new Parts(images, volumes, networks), observer());
    this.compose = new Compose(this);
    this.description = new Description(this, machine, id());
  }

  /** An engine that is forgotten with the process and serves no appliances. */
  public static Engine inMemory(String machine) {
    return new Engine(
        machine,
        new Premises(
            Storage.memory(),
            InstantSource.system(),
            RandomGenerator.getDefault(),
            Registries.USUAL,
            Appliances.NONE));
  }

  public Images images() {
    return images;
  }

  public Volumes volumes() {
    return volumes;
  }

  public Networks networks() {
    return networks;
  }

  public Containers containers() {
    return containers;
  }

  public Compose compose() {
    return compose;
  }

  /** {@code GET /info}. */
  public ObjectNode info() {
    return description.info();
  }

  Release release() {
    return description.release();
  }

  /** {@code GET /version}. */
  public ObjectNode version() {
    return description.version();
  }

  /** Which engine was installed; changes what it says of itself. */
  public void release(Release release) {
    description.release(release);
  }

  /** What a container has printed. */
  public List<String> log(Container container) {
    return appliances.log(this, container);
  }

  /**
   * What the process of a running container holds in memory. The world keeps it while no process
   * has it open, so that sleep is no restart; another start of the container finds it empty.
   */
  public Storage memory(Container container) {
    return storage.within("memory/" + container.id() + "/" + container.life().started() + "/");
  }

  private void forget(Container container) {
    Storage memory = storage.within("memory/" + container.id() + "/");
    memory.all().keySet().forEach(memory::remove);
  }

  /** The running container that publishes this TCP port of the machine. */
  public Optional<Container> publishing(int port) {
    return containers.running().stream()
        .filter(container ->
            container.ports().stream()
                .anyMatch(it -> it.hostPort() == port && it.protocol().equals("tcp")))
        .findFirst();
  }

  /** The daemon was restarted: what has a restart policy begins anew, the rest is stopped. */
  public void restarted() {
    for (Container container : List.copyOf(containers.running())) {
      containers.stop(container.id());
      String policy = container.restartPolicy();
      if (policy.equals("always") || policy.equals("unless-stopped")) {
        containers.start(container.id());
      }
    }
  }

  private String id() {
    var kept = storage.all().get("id");
    if (kept != null) {
      return kept.path("id").asString("");
    }
    String digits = heart.newId().toUpperCase(java.util.Locale.ROOT);
    String id = String.join(":", digits.substring(0, 48).split("(?<=\\G.{4})"));
    storage.put("id", Json.object().put("id", id));
    return id;
  }

  private java.util.Collection<Container> guarded() {
    return containers == null ? List.of() : containers.guarded();
  }

  private boolean isImageUsed(String id) {
    return containers.all().stream().anyMatch(container -> container.imageId().equals(id));
  }

  private List<String> volumeUsers(String volume) {
    return containers.mounting(volume);
  }

  private Containers.Observer observer() {
    Engine engine = this;
    return new Containers.Observer() {
      @Override
      public void started(Container container) {
        appliances.started(engine, container);
      }

      @Override
      public void stopped(Container container) {
        forget(container);
        appliances.stopped(engine, container);
      }

      @Override
      public void removed(Container container) {
        forget(container);
        appliances.removed(engine, container);
      }
    };
  }
}
