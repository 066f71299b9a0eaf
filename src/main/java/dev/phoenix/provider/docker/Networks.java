package dev.phoenix.provider.docker;

import dev.phoenix.resource.ResourceFailure;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The networks of an engine. */
public final class Networks {
  private final EngineClient client;

  Networks(EngineClient client) {
    this.client = client;
  }

  /** As the engine describes them: {@code Id}, {@code Name}, {@code Driver}, {@code IPAM}, ... */
  public List<JsonNode> list() throws ResourceFailure {
    EngineRequest request = EngineRequest.get("list the networks", "networks");
    return client.list(request, client.call(request), "Name");
  }

  public Optional<JsonNode> inspect(String nameOrId) throws ResourceFailure {
    return client.inspect(
        EngineRequest.get("inspect network " + nameOrId, "networks", nameOrId), "Id");
  }

  /**
   * Makes a network.
   *
   * @param body as the engine wants it; a second network of one name is refused
   * @return its id
   */
  public String create(ObjectNode body) throws ResourceFailure {
    String name = body.path("Name").asString("");
    ObjectNode unique = body.deepCopy().put("CheckDuplicate", true);
    return client.made(
        EngineRequest.post("create network " + name, "networks", "create").json(unique));
  }

  /** Removes a network; it being gone already is success. */
  public void remove(String nameOrId) throws ResourceFailure {
    client.find(EngineRequest.delete("remove network " + nameOrId, "networks", nameOrId));
  }
}
