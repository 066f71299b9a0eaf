package dev.phoenix.provider.docker;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A single container that phoenix keeps as specified: found by its name, replaced as a whole where
 * it differs, its volumes kept.
 */
public final class KeptContainer {
  /** Long enough for a start that fails at once to show as one. */
  private static final Duration SETTLE = Duration.ofSeconds(2);

  private static final Duration GLANCE = Duration.ofMillis(100);

  private final DockerApi engine;
  private final String name;

  /** Where the old container waits until the new one is seen to run. */
  private final String aside;

  public KeptContainer(DockerApi engine, String name) {
    this.engine = engine;
    this.name = name;
    this.aside = name + "-phoenix-old";
  }

  /** As it is now, also where a run that was cut short has set it aside; empty if there is none. */
  public Optional<ObservedContainer> observe() throws ResourceFailure {
    Optional<JsonNode> found = engine.containers().inspect(name);
    if (found.isEmpty()) {
      found = engine.containers().inspect(aside);
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    JsonNode container = found.get();
    JsonNode image =
        engine
            .images()
            .inspect(container.path("Image").asString(""))
            .orElse(MissingNode.getInstance());
    return Optional.of(ContainerReading.of(container, image));
  }

  /**
   * Makes the container anew, in place of one of the name, and starts it. The image is fetched
   * before the old one stops, and the old one comes back if the new one does not start.
   *
   * @param owner the address that its ownership label names
   * @param login for a private registry; null without
   * @return its id
   */
  public String replace(ContainerSpec spec, Address owner, @Nullable RegistryLogin login, Work work)
      throws ResourceFailure {
    engine.images().provide(spec.image(), spec.pull(), login, work::progress);
    boolean replaced = setAside(work);
    try {
      String id = engine.containers().create(name, ContainerBody.of(spec, owner));
      engine.containers().put(id, spec.files());
      prove(work);
      return id;
    } catch (ResourceFailure failure) {
      throw replaced && mayUndo(failure, work) ? bringBack(failure) : failure;
    }
  }

  /** Starts the new one; once it is seen to run the old one is not needed any more. */
  private void prove(Work work) throws ResourceFailure {
    engine.containers().start(name);
    awaitRunning(work);
    engine.containers().remove(aside);
  }

  /**
   * Stops the old container and gives it another name. Where a run that was cut short has left one
   * aside already, that one stays the old one unless what it left in its place runs.
   */
  private boolean setAside(Work work) throws ResourceFailure {
    boolean left = engine.containers().inspect(aside).isPresent();
    Optional<JsonNode> current = engine.containers().inspect(name);
    if (current.isEmpty()) {
      return left;
    }
    if (left && !current.get().at("/State/Running").asBoolean(false)) {
      engine.containers().remove(name);
      return true;
    }
    engine.containers().remove(aside);
    work.progress("stopping container " + name);
    engine.containers().stop(name);
    engine.containers().rename(name, aside);
    return true;
  }

  /** What may have happened is looked at before anything is taken back, if need be next time. */
  private static boolean mayUndo(ResourceFailure failure, Work work) {
    try {
      work.checkInterrupted();
      return failure.kind() != ResourceFailure.Kind.AMBIGUOUS;
    } catch (ResourceFailure interrupted) {
      return false;
    }
  }

  private ResourceFailure bringBack(ResourceFailure failure) {
    try {
      engine.containers().remove(name);
      engine.containers().rename(aside, name);
      engine.containers().start(name);
      return new ResourceFailure(
          failure.kind(), failure.getMessage() + "; the container of before runs again", failure);
    } catch (ResourceFailure second) {
      failure.addSuppressed(second);
      return new ResourceFailure(
          failure.kind(),
          failure.getMessage()
              + "; and the container of before could not be brought back, it stands as "
              + aside
              + ": "
              + second.getMessage(),
          failure);
    }
  }

  /** Has a container that is as specified run, and ends what a run that was cut short began. */
  public void finish(Work work) throws ResourceFailure {
    boolean left = engine.containers().inspect(aside).isPresent();
    Optional<JsonNode> current = engine.containers().inspect(name);
    if (current.isEmpty() && left) {
      engine.containers().rename(aside, name);
      left = false;
    }
    boolean runs = current.map(it -> it.at("/State/Running").asBoolean(false)).orElse(false);
    if (runs && !left) {
      return;
    }
    try {
      prove(work);
    } catch (ResourceFailure failure) {
      throw left && mayUndo(failure, work) ? bringBack(failure) : failure;
    }
  }

  /** Removes it; its named volumes stay. Gone already is success. */
  public void remove() throws ResourceFailure {
    engine.containers().remove(name);
    engine.containers().remove(aside);
  }

  /** Running now and still so a moment later, or a failure with the last lines it wrote. */
  private void awaitRunning(Work work) throws ResourceFailure {
    long start = work.time().nanos();
    while (work.time().nanos() - start < SETTLE.toNanos()) {
      ObservedContainer now = observe().orElse(null);
      if (now == null || !now.running()) {
        throw new ResourceFailure(
            ResourceFailure.Kind.PERMANENT,
            "%s: container %s does not stay up (%s, exit code %d). Its last lines: %s"
                .formatted(
                    engine.where(),
                    name,
                    now == null ? "gone" : now.status(),
                    now == null ? 0 : now.exitCode(),
                    now == null ? "" : engine.containers().logs(name, 10).strip()));
      }
      work.pause(GLANCE);
    }
  }
}
