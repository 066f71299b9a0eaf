package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Remembered;
import dev.phoenix.resource.ResourceFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.JsonNode;

/**
 * The records of a server's stacks: listed once, after which only the one that was changed is asked
 * for again, so that many changes do not read a long list many times. Safe for threads.
 */
final class KnownStacks {
  private final PortainerApi api;
  private final Remembered<ConcurrentNavigableMap<Integer, JsonNode>> listed;
  private final Set<Integer> changed = ConcurrentHashMap.newKeySet();

  KnownStacks(PortainerApi api) {
    this.api = api;
    this.listed = new Remembered<>(this::list);
  }

  private ConcurrentNavigableMap<Integer, JsonNode> list() throws ResourceFailure {
    ConcurrentNavigableMap<Integer, JsonNode> byId = new ConcurrentSkipListMap<>();
    changed.clear();
    api.list(PortainerRequest.get("list the stacks", "stacks"), "Id")
        .forEach(record -> byId.put(id(record), record));
    return byId;
  }

  static int id(JsonNode record) {
    return record.path("Id").asInt(0);
  }

  List<JsonNode> all() throws ResourceFailure {
    return List.copyOf(listed.get().values());
  }

  /** All, with the one of this number as it is now if it may have changed. */
  List<JsonNode> allWith(int id) throws ResourceFailure {
    if (listed.get().containsKey(id) && changed.remove(id)) {
      PortainerRequest request = PortainerRequest.get("read stack " + id, "stacks/" + id);
      Reply reply = api.send(request);
      if (reply.ok() && reply.json().isObject()) {
        keep(reply.json());
      } else if (reply.code() == 404) {
        // Deleted outside; whoever did may have made another one of the name.
        listed.forget();
      } else {
        changed.add(id);
        throw api.refused(request, reply);
      }
    }
    return all();
  }

  /** Has the record asked for before it is shown again. */
  void change(int id) {
    changed.add(id);
  }

  /** Knows a record as a server has just shown it. */
  void keep(JsonNode record) {
    changed.remove(id(record));
    listed.known().ifPresent(byId -> byId.put(id(record), record));
  }

  void remove(int id) {
    listed.known().ifPresent(byId -> byId.remove(id));
  }

  void forget() {
    listed.forget();
  }

  /** The record of a name on an environment. */
  Optional<JsonNode> named(String name, int endpoint) throws ResourceFailure {
    return all().stream()
        .filter(stack ->
            stack.path("EndpointId").asInt(0) == endpoint
                && stack.path("Name").asString("").equals(name))
        .findFirst();
  }
}
