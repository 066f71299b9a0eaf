package dev.phoenix.provider.docker;

import dev.phoenix.resource.ResourceFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The volumes of an engine. */
public final class Volumes {
  private final EngineClient client;

  Volumes(EngineClient client) {
    this.client = client;
  }

  /**
   * As the engine describes them: {@code Name}, {@code Driver}, {@code Options}, {@code Labels}.
   */
  public List<JsonNode> list() throws ResourceFailure {
    EngineRequest request = EngineRequest.get("list the volumes", "volumes");
    return client.list(request, client.call(request).path("Volumes"), "Name");
  }

  public Optional<JsonNode> inspect(String name) throws ResourceFailure {
    return client.inspect(EngineRequest.get("inspect volume " + name, "volumes", name), "Name");
  }

  /**
   * Makes a volume. The engine answers success and changes nothing if one of that name is there, so
   * the answer says what really is.
   */
  public JsonNode create(
      String name, String driver, Map<String, String> options, Map<String, String> labels)
      throws ResourceFailure {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("Name", name).put("Driver", driver);
    options.forEach(body.putObject("DriverOpts")::put);
    labels.forEach(body.putObject("Labels")::put);
    return client.call(EngineRequest.post("create volume " + name, "volumes", "create").json(body));
  }

  /** Removes a volume and what it holds; it being gone already is success. */
  public void remove(String name) throws ResourceFailure {
    client.find(EngineRequest.delete("remove volume " + name, "volumes", name));
  }
}
