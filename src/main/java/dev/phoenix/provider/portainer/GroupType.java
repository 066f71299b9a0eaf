package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Rule;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A group of environments. */
final class GroupType extends ListedType {
  GroupType(Servers servers) {
    super(servers, "endpoint_groups", "Id");
  }

  @Override
  public String name() {
    return "group";
  }

  @Override
  public List<Rule> rules() {
    return List.of(Rule.replace("server"), Rule.update("*"));
  }

  @Override
  List<JsonNode> list(Server server) throws ResourceFailure {
    // Their tags are numbers: without that list none of them can be read.
    server.tags();
    return server.groups();
  }

  @Override
  void forget(Server server) {
    server.forgetGroups();
  }

  @Override
  boolean isOnlyNamed(Attributes wanted) {
    return !wanted.has("description");
  }

  @Override
  Observation.Present present(
      Identity identity, JsonNode found, Attributes attributes, Server server)
      throws ResourceFailure {
    return new Observation.Present(
        identity,
        Attributes.builder()
            .put("server", attributes.text("server"))
            .put("name", found.path("Name").asString(""))
            .put("description", found.path("Description").asString("").strip())
            .put("tags", NamedObjects.tagNames(server, found.path("TagIds")))
            .build());
  }

  @Override
  PortainerRequest content(PortainerRequest request, Resource desired, Server server)
      throws ResourceFailure {
    Attributes wanted = desired.attributes();
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("Name", wanted.text("name"));
    if (isOnlyNamed(wanted)) {
      return request.json(body);
    }
    String description = wanted.text("description", "");
    // The server keeps the old text where the new one is empty; a blank clears it.
    body.put(
        "Description", description.isEmpty() && request.method().equals("PUT") ? " " : description);
    body.set("TagIDs", NamedObjects.tagIds(server, wanted.list("tags")));
    return request.json(body);
  }
}
