package dev.phoenix.lab.portainer;

import dev.phoenix.lab.http.Reply;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tags. Deleting one takes it away from environments and groups. */
final class Tags {
  private final Database database;

  Tags(Database database) {
    this.database = database;
  }

  void routes(Routes routes) {
    routes.add("GET", "/api/tags", _ -> list());
    routes.add("POST", "/api/tags", this::create);
    routes.add("DELETE", "/api/tags/{}", this::remove);
  }

  private Reply list() {
    ArrayNode list = Json.array();
    for (ObjectNode tag : database.tags.all()) {
      mark(tag, "Endpoints", database.endpoints.all());
      mark(tag, "EndpointGroups", database.groups.all());
      list.add(tag);
    }
    return Call.ok(list);
  }

  private static void mark(ObjectNode tag, String field, List<ObjectNode> users) {
    ObjectNode marks = tag.putObject(field);
    for (ObjectNode user : users) {
      if (Json.numbers(user.path("TagIds")).contains(tag.path("ID").asInt(0))) {
        marks.put(user.path("Id").asString(""), true);
      }
    }
  }

  private synchronized Reply create(Call call) {
    String name = call.body().text("Name");
    if (name.isEmpty()) {
      throw Failure.payload("Invalid tag name");
    }
    if (database.tags.first(tag -> tag.path("Name").asString("").equals(name)).isPresent()) {
      throw new Failure(
          409, "This name is already associated to a tag", "A tag already exists with this name");
    }
    int id = database.tags.next();
    ObjectNode tag = Json.object().put("ID", id).put("Name", name);
    tag.putObject("Endpoints");
    tag.putObject("EndpointGroups");
    database.tags.put(id, tag);
    return Call.ok(tag);
  }

  private synchronized Reply remove(Call call) {
    int id = call.id(0, "tag");
    if (!database.tags.remove(id)) {
      throw Failure.absent(
          "Unable to find a tag with the specified identifier inside the database", "tags", id);
    }
    strip(database.endpoints, id);
    strip(database.groups, id);
    return Call.done();
  }

  private static void strip(Table table, int tag) {
    for (ObjectNode row : table.all()) {
      List<Integer> ids = Json.numbers(row.path("TagIds"));
      if (ids.contains(tag)) {
        ArrayNode left = row.putArray("TagIds");
        ids.stream().filter(id -> id != tag).forEach(left::add);
        table.put(row.path("Id").asInt(0), row);
      }
    }
  }
}
