package dev.phoenix.lab.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Docker Compose does with an engine. Failures carry the text that Compose prints, its lines
 * of progress included.
 */
public final class Compose {
  private static final String PROJECT = ComposeBody.PROJECT;
  private static final String SERVICE = ComposeBody.SERVICE;
  private static final String HASH = ComposeBody.HASH;
  private static final String NUMBER = ComposeBody.NUMBER;

  private final Engine engine;

  Compose(Engine engine) {
    this.engine = engine;
  }

  /** The containers of a project. */
  public List<Container> containers(String project) {
    return engine.containers().all().stream()
        .filter(container -> container.label(PROJECT).equals(project))
        .toList();
  }

  /**
   * Makes a project run as described; what is unchanged and runs is left alone, services that are
   * no longer described stay.
   *
   * @throws Refusal with what Compose prints
   */
  public void up(ComposeProject project) {
    StringBuilder text = new StringBuilder();
    try {
      project.services().forEach(service -> provide(service, text));
      networks(project, text);
      volumes(project, text);
      List<Container> ready = new ArrayList<>();
      for (ComposeProject.Service service : project.services()) {
        ready.addAll(converge(project, service, text));
      }
      for (Container container : ready) {
        start(container, text);
      }
    } catch (Refusal refusal) {
      throw new Refusal(
          refusal.status(), text + "Error response from daemon: " + refusal.text() + "\n");
    }
  }

  /** Pulls what {@code up} would pull, whether it is there or not. */
  public void pull(ComposeProject project) {
    project.services().forEach(service -> engine.images().pull(service.image(), service.login()));
  }

  private void provide(ComposeProject.Service service, StringBuilder text) {
    boolean there = engine.images().has(service.image());
    if (service.pull().equals("always") || (!there && !service.pull().equals("never"))) {
      text.append(" %s Pulling \n".formatted(service.name()));
      try {
        engine.images().pull(service.image(), service.login());
        text.append(" %s Pulled \n".formatted(service.name()));
      } catch (Refusal refusal) {
        text.append(" %s Error %s\n".formatted(service.name(), refusal.text()));
        throw refusal;
      }
    }
  }

  private void networks(ComposeProject project, StringBuilder text) {
    project
        .networks()
        .forEach((key, network) -> {
          if (network.external() && !engine.networks().has(network.realName())) {
            throw new Refusal(
                404,
                "network %s declared as external, but could not be found"
                    .formatted(network.realName()));
          }
          if (!network.external() && !engine.networks().has(network.realName())) {
            text.append(" Network %s  Creating\n".formatted(network.realName()));
            ObjectNode body = (ObjectNode) network.body().deepCopy();
            body.put("Name", network.realName());
            body.set("Labels", owned(project, body, "com.docker.compose.network", key));
            engine.networks().create(body);
            text.append(" Network %s  Created\n".formatted(network.realName()));
          }
        });
  }

  private void volumes(ComposeProject project, StringBuilder text) {
    project
        .volumes()
        .forEach((key, volume) -> {
          if (volume.external() && !engine.volumes().has(volume.realName())) {
            throw new Refusal(404, "external volume \"%s\" not found".formatted(volume.realName()));
          }
          if (!volume.external() && !engine.volumes().has(volume.realName())) {
            text.append(" Volume \"%s\"  Creating\n".formatted(volume.realName()));
            ObjectNode body = (ObjectNode) volume.body().deepCopy();
            body.put("Name", volume.realName());
            body.set("Labels", owned(project, body, "com.docker.compose.volume", key));
            engine.volumes().create(body);
            text.append(" Volume \"%s\"  Created\n".formatted(volume.realName()));
          }
        });
  }

  private static ObjectNode owned(
      ComposeProject project, ObjectNode body, String kind, String key) {
    return Json.child(body, "Labels")
        .put(kind, key)
        .put(PROJECT, project.name())
        .put("com.docker.compose.version", ComposeProject.VERSION);
  }

  /** The containers of a service, as many as it has replicas; those beyond are removed. */
  private List<Container> converge(
      ComposeProject project, ComposeProject.Service service, StringBuilder text) {
    List<Container> existing =
        containers(project.name()).stream()
            .filter(container -> container.label(SERVICE).equals(service.name()))
            .toList();
    existing.stream()
        .skip(service.replicas())
        .forEach(surplus -> engine.containers().remove(surplus.id(), true));
    List<Container> made = new ArrayList<>();
    for (int i = 0; i < service.replicas(); i++) {
      Optional<Container> old = existing.stream().skip(i).findFirst();
      int number = old.map(Compose::number).orElseGet(() -> free(existing, made));
      made.add(converge(project, service, number, old, text));
    }
    return made;
  }

  private static int number(Container container) {
    String number = container.label(NUMBER);
    return number.isEmpty() ? 1 : Integer.parseInt(number);
  }

  private static int free(List<Container> existing, List<Container> made) {
    int number = 1;
    while (taken(existing, number) || taken(made, number)) {
      number++;
    }
    return number;
  }

  private static boolean taken(List<Container> containers, int number) {
    return containers.stream().anyMatch(container -> number(container) == number);
  }

  private Container converge(
      ComposeProject project,
      ComposeProject.Service service,
      int number,
      Optional<Container> existing,
      StringBuilder text) {
    String image = engine.images().inspect(service.image()).path("Id").asString("");
    String hash = Digests.of(service.body() + " " + service.networks() + " " + service.container());
    if (existing.isPresent()
        && existing.get().label(HASH).equals(hash)
        && existing.get().imageId().equals(image)) {
      return existing.get();
    }
    String name =
        service.container().isEmpty()
            ? "%s-%s-%d".formatted(project.name(), service.name(), number)
            : service.container();
    text.append(
        " Container %s  %s\n".formatted(name, existing.isEmpty() ? "Creating" : "Recreate"));
    existing.ifPresent(old -> engine.containers().remove(old.id(), true));
    ObjectNode body = ComposeBody.of(project, service, number, hash, image);
    Container made = engine.containers().create(name, body);
    text.append(
        " Container %s  %s\n".formatted(name, existing.isEmpty() ? "Created" : "Recreated"));
    return made;
  }

  private void start(Container container, StringBuilder text) {
    Container now = engine.containers().get(container.id());
    if (engine.containers().isRunning(now) && !now.life().paused()) {
      text.append(" Container %s  Running\n".formatted(container.name()));
      return;
    }
    text.append(" Container %s  Starting\n".formatted(container.name()));
    engine.containers().start(container.id());
    text.append(" Container %s  Started\n".formatted(container.name()));
  }

  /** Removes the containers and networks of a project; its volumes stay. */
  public void down(String project) {
    containers(project).forEach(container -> engine.containers().remove(container.id(), true));
    engine
        .networks()
        .list(Filters.label(PROJECT + "=" + project))
        .forEach(network -> removeUnused(network.path("Id").asString("")));
  }

  /** A network that something else uses stays, as with Compose. */
  private void removeUnused(String network) {
    try {
      engine.networks().remove(network);
    } catch (Refusal refusal) {
      if (refusal.status() != 403) {
        throw refusal;
      }
    }
  }
}
