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

/** A tag: a name and nothing else, which the server cannot change. */
final class TagType extends ListedType {
  TagType(Servers servers) {
    super(servers, "tags", "ID");
  }

  @Override
  public String name() {
    return "tag";
  }

  @Override
  public List<Rule> rules() {
    return List.of(Rule.replace("*"));
  }

  @Override
  List<JsonNode> list(Server server) throws ResourceFailure {
    return server.tags();
  }

  @Override
  void forget(Server server) {
    server.forgetTags();
  }

  /** The files say nothing of a tag but its name. */
  @Override
  boolean isOnlyNamed(Attributes wanted) {
    return true;
  }

  @Override
  boolean changeable() {
    return false;
  }

  @Override
  Observation.Present present(
      Identity identity, JsonNode found, Attributes attributes, Server server) {
    return new Observation.Present(
        identity,
        Attributes.builder()
            .put("server", attributes.text("server"))
            .put("name", found.path("Name").asString(""))
            .build());
  }

  @Override
  PortainerRequest content(PortainerRequest request, Resource desired, Server server) {
    return request.json(
        JsonNodeFactory.instance.objectNode().put("Name", desired.attributes().text("name")));
  }
}
