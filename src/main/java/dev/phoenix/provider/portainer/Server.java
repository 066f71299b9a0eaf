package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Remembered;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Work;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;

/**
 * One Portainer server and what it was asked in this refresh: each list once, however many objects
 * need it. Safe for threads.
 */
final class Server {
  /** One that it deploys, and one that is there when that has ended. */
  private static final int DEPLOYS = 2;

  private final Semaphore deploys = new Semaphore(DEPLOYS);
  private final PortainerApi api;
  private final Remembered<JsonNode> status;
  private final Remembered<List<JsonNode>> endpoints;
  private final KnownStacks stacks;
  private final Remembered<List<JsonNode>> tags;
  private final Remembered<List<JsonNode>> groups;
  private final Remembered<List<JsonNode>> registries;
  private final KnownContainers containers;
  private final Map<Integer, Remembered<String>> files = new ConcurrentHashMap<>();
  private final Map<String, Remembered<Boolean>> images = new ConcurrentHashMap<>();

  Server(PortainerApi api) {
    this.api = api;
    this.status = new Remembered<>(this::askStatus);
    this.endpoints =
        new Remembered<>(() ->
            api.list(
                PortainerRequest.get("list the environments", "endpoints")
                    .query("excludeSnapshots", "true"),
                "Id"));
    this.stacks = new KnownStacks(api);
    this.containers = new KnownContainers(api);
    this.tags =
        new Remembered<>(() -> api.list(PortainerRequest.get("list the tags", "tags"), "ID"));
    this.groups =
        new Remembered<>(() ->
            api.list(PortainerRequest.get("list the environment groups", "endpoint_groups"), "Id"));
    this.registries =
        new Remembered<>(
            () -> api.list(PortainerRequest.get("list the image registries", "registries"), "Id"));
  }

  PortainerApi api() {
    return api;
  }

  /** Version and InstanceID; needs no log-in. */
  JsonNode status() throws ResourceFailure {
    return status.get();
  }

  /** Ids of objects mean something only together with this. */
  String instance() throws ResourceFailure {
    return status().path("InstanceID").asString("");
  }

  String version() throws ResourceFailure {
    return status().path("Version").asString("");
  }

  /**
   * Sends what makes the server deploy, and waits for its answer. One up to 2.40 answers when
   * compose has ended, and does one deploy after the other: what waits within it only keeps a
   * connection open, which a proxy in front may cut.
   */
  Reply deploy(PortainerRequest request, Work work) throws ResourceFailure {
    if (since(2, 41)) {
      return api.send(request);
    }
    if (!deploys.tryAcquire()) {
      work.progress("waiting for other deployments of the server");
      work.enter(deploys);
      work.progress("deploying");
    }
    try {
      return api.send(request);
    } finally {
      deploys.release();
    }
  }

  /** Whether the server is of this version or newer. */
  boolean since(int major, int minor) throws ResourceFailure {
    String[] parts = version().split("[.-]", -1);
    int ownMajor = number(parts, 0);
    return ownMajor > major || (ownMajor == major && number(parts, 1) >= minor);
  }

  private static int number(String[] parts, int index) {
    return index < parts.length && parts[index].matches("\\d{1,6}")
        ? Integer.parseInt(parts[index])
        : 0;
  }

  private JsonNode askStatus() throws ResourceFailure {
    PortainerRequest request = PortainerRequest.get("ask for the status", "system/status");
    Reply reply = api.exchange(request);
    if (!reply.ok() || !reply.json().path("InstanceID").isString()) {
      throw api.failure(
          ResourceFailure.Kind.UNREACHABLE,
          request,
          reply.message() + "; is this the URL of a Portainer server?");
    }
    return reply.json();
  }

  List<JsonNode> endpoints() throws ResourceFailure {
    return endpoints.get();
  }

  KnownStacks stacks() {
    return stacks;
  }

  KnownContainers containers() {
    return containers;
  }

  List<JsonNode> tags() throws ResourceFailure {
    return tags.get();
  }

  List<JsonNode> groups() throws ResourceFailure {
    return groups.get();
  }

  /** Holds passwords in clear on some versions: never shown, logged or kept beyond the run. */
  List<JsonNode> registries() throws ResourceFailure {
    return registries.get();
  }

  /** The compose file of a stack as the server keeps it. */
  String file(int stack) throws ResourceFailure {
    return files
        .computeIfAbsent(
            stack,
            id ->
                new Remembered<>(() ->
                    api.object(
                            PortainerRequest.get(
                                "read the file of stack " + id, "stacks/" + id + "/file"))
                        .path("StackFileContent")
                        .asString("")))
        .get();
  }

  /** Has an image on a host: asked for once, however many stacks want it. */
  void provide(ImagePull pull, Work work) throws ResourceFailure {
    Remembered<Boolean> provided =
        images.computeIfAbsent(
            pull.key(),
            _ ->
                new Remembered<>(() -> {
                  pull.run(work);
                  return true;
                }));
    try {
      boolean _ = provided.get();
    } catch (ResourceFailure failure) {
      if (failure.kind() != ResourceFailure.Kind.PERMANENT) {
        images.remove(pull.key(), provided);
      }
      throw failure;
    }
  }

  /** The path of a call that the server hands on to the engine of an environment. */
  static String docker(int endpoint, String path) {
    return "endpoints/" + endpoint + "/docker/" + path;
  }

  void forgetStatus() {
    status.forget();
  }

  void forgetEndpoints() {
    endpoints.forget();
  }

  void forgetFile(int stack) {
    files.remove(stack);
  }

  void forgetTags() {
    tags.forget();
  }

  void forgetGroups() {
    groups.forget();
  }

  /** A pull that was refused may succeed with another log-in. */
  void forgetRegistries() {
    registries.forget();
    images.clear();
  }

  void forgetAll() {
    forgetStatus();
    forgetEndpoints();
    stacks.forget();
    forgetTags();
    forgetGroups();
    forgetRegistries();
    containers.forget();
    files.clear();
  }
}
