package dev.phoenix.lab.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the containers of an engine are kept and found by name, id or how the id begins; the engine
 * guards it.
 */
final class ContainerShelf {
  private final Storage storage;
  private final Map<String, Container> byId = new LinkedHashMap<>();

  ContainerShelf(Storage storage) {
    this.storage = storage;
    storage.all().values().stream()
        .map(Container::from)
        .sorted((a, b) -> Long.compare(a.created(), b.created()))
        .forEach(container -> byId.put(container.id(), container));
  }

  /** All of them, oldest first. */
  Collection<Container> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  Optional<Container> find(String nameOrId) {
    Container exact = byId.get(nameOrId);
    if (exact != null) {
      return Optional.of(exact);
    }
    String name = nameOrId.startsWith("/") ? nameOrId.substring(1) : nameOrId;
    Optional<Container> named =
        byId.values().stream().filter(one -> one.name().equals(name)).findFirst();
    return named.isPresent()
        ? named
        : byId.values().stream().filter(one -> one.id().startsWith(nameOrId)).findFirst();
  }

  /**
   * The container.
   *
   * @throws Refusal if there is none
   */
  Container get(String nameOrId) {
    return find(nameOrId).orElseThrow(() -> new Refusal(404, "No such container: " + nameOrId));
  }

  /**
   * Asks for a name.
   *
   * @throws Refusal if it cannot be given to a container
   */
  void free(String name) {
    if (!name.matches("/?[a-zA-Z0-9][a-zA-Z0-9_.-]+")) {
      throw new Refusal(
          400,
          "Invalid container name (%s), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"
              .formatted(name));
    }
    byId.values().stream()
        .filter(other -> other.name().equals(name))
        .findFirst()
        .ifPresent(other -> {
          throw new Refusal(
              409,
              "Conflict. The container name \"/%s\" is already in use by container \"%s\". You have to remove (or rename) that container to be able to reuse that name."
                  .formatted(name, other.id()));
        });
  }

  void keep(Container container) {
    byId.put(container.id(), container);
    storage.put(container.id(), container.toJson());
  }

  void remove(Container container) {
    byId.remove(container.id());
    storage.remove(container.id());
  }

  /** The ids of those that mount a volume. */
  List<String> mounting(String volume) {
    return byId.values().stream()
        .filter(container -> mounts(container, volume))
        .map(Container::id)
        .toList();
  }

  static boolean mounts(Container container, String volume) {
    return container.mounts().stream()
        .anyMatch(mount -> mount.isVolume() && mount.source().equals(volume));
  }
}
