package dev.phoenix.provider.portainer;

import dev.phoenix.json.JsonText;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an environment with an agent is created and changed with. Group and tags are looked up
 * first: the server keeps a broken record where one of them does not exist.
 */
record EndpointForm(Attributes wanted, int group, ArrayNode tags, boolean engine) {
  static EndpointForm of(Attributes wanted, Server server) throws ResourceFailure {
    return new EndpointForm(
        wanted,
        group(wanted.text("group", "Unassigned"), server),
        NamedObjects.tagIds(server, wanted.list("tags")),
        server.since(2, 22));
  }

  private static int group(String name, Server server) throws ResourceFailure {
    NamedObjects groups = new NamedObjects(server, "group", "Id");
    JsonNode found =
        groups
            .find(server.groups(), Identity.UNKNOWN, name)
            .orElseThrow(() ->
                new ResourceFailure(
                    Kind.PERMANENT,
                    "%s: there is no environment group %s".formatted(server.api().where(), name)));
    return groups.id(found);
  }

  /** The agent's certificate is its own and new at each start, so TLS without checks it is. */
  Map<String, String> create() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Name", wanted.text("name"));
    fields.put("EndpointCreationType", "2");
    if (engine) {
      fields.put("ContainerEngine", "docker");
    }
    fields.put("URL", wanted.text("url"));
    fields.put("PublicURL", wanted.text("public_url", ""));
    fields.put("GroupID", Integer.toString(group));
    fields.put("TagIds", JsonText.write(tags));
    fields.put("TLS", "true");
    fields.put("TLSSkipVerify", "true");
    fields.put("TLSSkipClientVerify", "true");
    return fields;
  }

  ObjectNode change() {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("Name", wanted.text("name"))
            .put("URL", wanted.text("url"))
            .put("PublicURL", wanted.text("public_url", ""))
            .put("GroupID", group)
            .put("TLS", true)
            .put("TLSSkipVerify", true)
            .put("TLSSkipClientVerify", true);
    body.set("TagIDs", tags);
    return body;
  }
}
