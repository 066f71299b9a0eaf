package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Remembered;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The containers of the environments of a server: all of one listed once, after which only those of
 * a compose project that was changed are asked for again. Safe for threads.
 */
final class KnownContainers {
  private final PortainerApi api;
  private final Map<Integer, Remembered<List<JsonNode>>> all = new ConcurrentHashMap<>();
  private final Map<Project, Remembered<List<JsonNode>>> changed = new ConcurrentHashMap<>();

  private record Project(int endpoint, String name) {}

  KnownContainers(PortainerApi api) {
    this.api = api;
  }

  /** Those of one compose project, stopped ones included, as the engine lists them. */
  List<JsonNode> of(int endpoint, String project) throws ResourceFailure {
    Remembered<List<JsonNode>> own = changed.get(new Project(endpoint, project));
    List<JsonNode> containers = own == null ? listed(endpoint) : own.get();
    return containers.stream()
        .filter(container -> StackServices.project(container).equals(project))
        .toList();
  }

  /** All of an environment. */
  List<JsonNode> listed(int endpoint) throws ResourceFailure {
    return all.computeIfAbsent(
            endpoint,
            id -> new Remembered<>(() -> ask(id, true, JsonNodeFactory.instance.objectNode())))
        .get();
  }

  /** Lists all of an environment again: its engine answers, or the failure says why not. */
  List<JsonNode> readAgain(int endpoint) throws ResourceFailure {
    all.remove(endpoint);
    return listed(endpoint);
  }

  /** Has those of a project asked for before they are shown again. */
  void change(int endpoint, String project) {
    ObjectNode filters = JsonNodeFactory.instance.objectNode();
    filters.putArray("label").add(StackServices.PROJECT + "=" + project);
    changed.put(
        new Project(endpoint, project), new Remembered<>(() -> ask(endpoint, true, filters)));
  }

  /** Those that hold one of these ports now, such as {@code 80/tcp}, on whatever address. */
  List<JsonNode> publishing(int endpoint, List<String> ports) throws ResourceFailure {
    ObjectNode filters = JsonNodeFactory.instance.objectNode();
    ports.forEach(filters.putArray("publish")::add);
    return ask(endpoint, false, filters);
  }

  void forget() {
    all.clear();
    changed.clear();
  }

  private List<JsonNode> ask(int endpoint, boolean stoppedToo, ObjectNode filters)
      throws ResourceFailure {
    PortainerRequest all =
        PortainerRequest.get(
                "list the containers of environment " + endpoint,
                Server.docker(endpoint, "containers/json"))
            .query("all", stoppedToo ? "1" : "0");
    PortainerRequest request = filters.isEmpty() ? all : all.query("filters", filters.toString());
    Reply reply = api.send(request);
    if (reply.code() == 403 && reply.message().contains("signature")) {
      throw api.failure(
          Kind.UNREACHABLE,
          request,
          "its agent no longer takes this server's signature (%s): another Portainer server has taken it, or it has another AGENT_SECRET; restart the agent's container to let this server have it back"
              .formatted(reply.message()));
    }
    if (!reply.ok()) {
      throw api.failure(
          Kind.UNREACHABLE,
          request,
          reply.code() == 502 ? "its agent does not answer the server" : reply.message());
    }
    return api.listed(request, reply.json());
  }
}
