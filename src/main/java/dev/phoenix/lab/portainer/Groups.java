package dev.phoenix.lab.portainer;

import dev.phoenix.lab.http.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Environment groups. Two may have the same name; group 1 is always there. */
final class Groups {
  private static final String ABSENT =
      "Unable to find an environment group with the specified identifier inside the database";

  private final Database database;

  Groups(Database database) {
    this.database = database;
  }

  static ObjectNode unassigned() {
    ObjectNode group = group(1, "Unassigned", "Unassigned environments", Json.array());
    group.putArray("Labels");
    return group;
  }

  private static ObjectNode group(int id, String name, String description, JsonNode tags) {
    ObjectNode group = Json.object().put("Id", id).put("Name", name);
    group.put("Description", description).putObject("UserAccessPolicies");
    group.putObject("TeamAccessPolicies");
    group.set("TagIds", tags.isArray() ? tags : Json.array());
    return group.putNull("Labels").putNull("AuthorizedUsers").putNull("AuthorizedTeams");
  }

  void routes(Routes routes) {
    routes.add("GET", "/api/endpoint_groups", _ -> Call.ok(Json.list(database.groups.all())));
    routes.add("POST", "/api/endpoint_groups", this::create);
    routes.add("GET", "/api/endpoint_groups/{}", call -> Call.ok(found(call)));
    routes.add("PUT", "/api/endpoint_groups/{}", this::update);
    routes.add("DELETE", "/api/endpoint_groups/{}", this::remove);
    routes.add("PUT", "/api/endpoint_groups/{}/endpoints/{}", call -> move(call, true));
    routes.add("DELETE", "/api/endpoint_groups/{}/endpoints/{}", call -> move(call, false));
  }

  private ObjectNode found(Call call) {
    int id = call.id(0, "environment group");
    return database
        .groups
        .find(id)
        .orElseThrow(() -> Failure.absent(ABSENT, "endpoint_groups", id));
  }

  private Reply create(Call call) {
    Fields body = call.body();
    if (body.text("Name").isEmpty()) {
      throw Failure.payload("Invalid environment group name");
    }
    tagsExist(body.node("TagIDs"));
    int id = database.groups.next();
    ObjectNode group =
        group(id, body.text("Name"), body.text("Description"), body.node("TagIDs").deepCopy());
    database.groups.put(id, group);
    assign(body.node("AssociatedEndpoints"), id);
    return Call.ok(group);
  }

  private void tagsExist(JsonNode tags) {
    for (int tag : Json.numbers(tags)) {
      if (database.tags.find(tag).isEmpty()) {
        throw new Failure(
            500, "Unable to find a tag inside the database", Failure.absence("tags", tag));
      }
    }
  }

  private void assign(JsonNode endpoints, int group) {
    for (int id : Json.numbers(endpoints)) {
      database
          .endpoints
          .find(id)
          .ifPresent(endpoint -> database.endpoints.put(id, endpoint.put("GroupId", group)));
    }
  }

  private Reply update(Call call) {
    ObjectNode group = found(call);
    Fields body = call.body();
    for (String field : new String[] {"Name", "Description"}) {
      if (!body.text(field).isEmpty()) {
        group.put(field, body.text(field));
      }
    }
    if (body.node("TagIDs") instanceof ArrayNode tags) {
      tagsExist(tags);
      group.set("TagIds", tags.deepCopy());
    }
    database.groups.put(group.path("Id").asInt(0), group);
    return Call.ok(group);
  }

  private Reply remove(Call call) {
    int id = call.id(0, "environment group");
    if (id == 1) {
      throw new Failure(
          403,
          "Unable to remove the default 'Unassigned' group",
          "Cannot remove the default environment group");
    }
    found(call);
    database.groups.remove(id);
    for (ObjectNode endpoint : database.endpoints.all()) {
      if (endpoint.path("GroupId").asInt(0) == id) {
        database.endpoints.put(endpoint.path("Id").asInt(0), endpoint.put("GroupId", 1));
      }
    }
    return Call.done();
  }

  private Reply move(Call call, boolean in) {
    int group = found(call).path("Id").asInt(0);
    assign(Json.array().add(call.id(1, "environment")), in ? group : 1);
    return Call.done();
  }
}
