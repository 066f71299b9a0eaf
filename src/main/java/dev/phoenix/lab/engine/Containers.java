package dev.phoenix.lab.engine;

import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The containers of an engine. A container is named by its name, its id or how the id begins. */
public final class Containers {
  private final ContainerShelf shelf;
  private final Heart heart;
  private final Starting starting;
  private final Images images;
  private final Volumes volumes;
  private final Networks networks;
  private final Observer observer;

  /** Is told what containers do, after it is done and with no lock held. */
  interface Observer {
    void started(Container container);

    void stopped(Container container);

    void removed(Container container);
  }

  Containers(Storage storage, Heart heart, Engine.Parts parts, Observer observer) {
    this.shelf = new ContainerShelf(storage);
    this.heart = heart;
    this.images = parts.images();
    this.volumes = parts.volumes();
    this.networks = parts.networks();
    this.starting = new Starting(parts.networks());
    this.observer = observer;
  }

  /** All of them, oldest first. */
  public List<Container> all() {
    synchronized (heart) {
      return List.copyOf(shelf.all());
    }
  }

  Collection<Container> guarded() {
    return shelf.all();
  }

  public List<Container> running() {
    synchronized (heart) {
      return shelf.all().stream().filter(this::isRunning).toList();
    }
  }

  public boolean isRunning(Container container) {
    return container.life().at(heart.now(), container.restartPolicy()).running();
  }

  /** As {@code GET /containers/json} answers, newest first. */
  public ArrayNode list(boolean all, Filters filters) {
    synchronized (heart) {
      return new ContainerList(networks, all, filters).of(shelf.all(), heart.now());
    }
  }

  public ObjectNode inspect(String nameOrId) {
    synchronized (heart) {
      return new ContainerView(get(nameOrId), networks, heart.now()).inspect();
    }
  }

  public Optional<Container> find(String nameOrId) {
    synchronized (heart) {
      return shelf.find(nameOrId);
    }
  }

  /**
   * The container.
   *
   * @throws Refusal if there is none
   */
  public Container get(String nameOrId) {
    synchronized (heart) {
      return shelf.get(nameOrId);
    }
  }

  /** Makes a container from the body of a create call; named volumes are made with it. */
  public Container create(String name, JsonNode body) {
    synchronized (heart) {
      String id = heart.newId();
      String wanted = name.isEmpty() ? "lab_" + id.substring(0, 8) : name;
      shelf.free(wanted);
      String reference = body.path("Image").asString("");
      ObjectNode image = images.find(reference);
      if (image == null) {
        throw new Refusal(404, "No such image: " + Reference.of(reference));
      }
      Container container = ContainerPlan.of(id, wanted, body, image, heart.now());
      for (Mount mount : container.mounts()) {
        if (mount.isVolume() && !volumes.has(mount.source())) {
          volumes.create(Json.object().put("Name", mount.source()));
        }
      }
      shelf.keep(container);
      return container;
    }
  }

  /**
   * Starts a container.
   *
   * @return false if it ran already
   */
  public boolean start(String nameOrId) {
    Container started;
    synchronized (heart) {
      Container container = get(nameOrId);
      if (isRunning(container) && !container.life().paused()) {
        return false;
      }
      started = starting.start(container, running(), heart.now());
      shelf.keep(started);
    }
    observer.started(started);
    return true;
  }

  /**
   * Stops a container by a signal.
   *
   * @return false if it did not run
   */
  public boolean stop(String nameOrId) {
    return end(nameOrId, 0);
  }

  /**
   * Kills a container.
   *
   * @throws Refusal if it does not run
   */
  public void kill(String nameOrId) {
    Container container = get(nameOrId);
    if (!end(nameOrId, 137)) {
      throw new Refusal(
          409,
          "Cannot kill container: %s: Container %s is not running"
              .formatted(nameOrId, container.id()));
    }
  }

  private boolean end(String nameOrId, int exitCode) {
    Container stopped;
    synchronized (heart) {
      Container container = get(nameOrId);
      if (!isRunning(container)) {
        return false;
      }
      stopped = container.withLife(container.life().stop(heart.now(), exitCode));
      shelf.keep(stopped);
    }
    observer.stopped(stopped);
    return true;
  }

  /** Freezes a container, or lets it go on. */
  public void pause(String nameOrId, boolean paused) {
    synchronized (heart) {
      shelf.keep(get(nameOrId).paused(paused));
    }
  }

  public void restart(String nameOrId) {
    stop(nameOrId);
    start(nameOrId);
  }

  public void rename(String nameOrId, String name) {
    synchronized (heart) {
      Container container = get(nameOrId);
      shelf.free(name);
      shelf.keep(container.withName(name));
    }
  }

  /** Removes a container; a running one only by force. */
  public void remove(String nameOrId, boolean force) {
    Container container;
    synchronized (heart) {
      container = get(nameOrId);
      if (isRunning(container) && !force) {
        throw new Refusal(
            409,
            "You cannot remove a running container %s. Stop the container before attempting removal or force remove"
                .formatted(container.id()));
      }
      shelf.remove(container);
    }
    observer.removed(container);
  }

  /** Puts files into a container, by path. */
  public void put(String nameOrId, Map<String, byte[]> files) {
    synchronized (heart) {
      Container container = get(nameOrId);
      Map<String, String> all = new TreeMap<>(container.files());
      files.forEach((path, content) -> all.put(path, Base64.getEncoder().encodeToString(content)));
      shelf.keep(container.withFiles(all));
    }
  }

  /** A file that was put into a container; null if there is none. */
  public byte @Nullable [] file(Container container, String path) {
    String content = container.files().get(path);
    return content == null ? null : Base64.getDecoder().decode(content);
  }

  public void connect(String network, String nameOrId, List<String> aliases) {
    synchronized (heart) {
      Container container = get(nameOrId);
      String name = networks.name(network);
      Map<String, Container.Endpoint> endpoints = new TreeMap<>(container.endpoints());
      int place = isRunning(container) ? networks.freePlace(name) : 0;
      endpoints.put(name, new Container.Endpoint(aliases, place));
      shelf.keep(container.withEndpoints(endpoints));
    }
  }

  public void disconnect(String network, String nameOrId) {
    synchronized (heart) {
      Container container = get(nameOrId);
      Map<String, Container.Endpoint> endpoints = new TreeMap<>(container.endpoints());
      endpoints.remove(networks.name(network));
      shelf.keep(container.withEndpoints(endpoints));
    }
  }

  /** The ids of those that mount a volume. */
  List<String> mounting(String volume) {
    return shelf.mounting(volume);
  }
}
