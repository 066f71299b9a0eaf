package dev.phoenix.lab.portainer;

import dev.phoenix.json.JsonText;
import dev.phoenix.lab.http.Reply;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Stacks as they are shown: the list with its filters, and one with its access control. */
final class StackLists {
  private final Database database;
  private final Controls controls;

  StackLists(Database database, Controls controls) {
    this.database = database;
    this.controls = controls;
  }

  ObjectNode withControl(ObjectNode stack) {
    ObjectNode shown = Stacks.shown(stack);
    controls.find(Stacks.resource(stack)).ifPresent(found -> shown.set("ResourceControl", found));
    return shown;
  }

  Reply list(Call call) {
    String text = call.parameter("filters");
    Fields filters = text.isEmpty() ? new Fields(Json.object()) : filters(text);
    int endpoint = number(filters, "EndpointID");
    boolean orphans = filters.flag("IncludeOrphanedStacks");
    boolean swarm = !filters.text("SwarmID").isEmpty();
    List<Integer> alive =
        database.endpoints.all().stream().map(row -> row.path("Id").asInt(0)).toList();
    ArrayNode list = Json.array();
    for (ObjectNode stack : database.stacks.all()) {
      int own = stack.path("EndpointId").asInt(0);
      boolean wanted = endpoint == 0 ? !swarm : own == endpoint;
      if (wanted || (orphans && !alive.contains(own))) {
        list.add(withControl(stack));
      }
    }
    return Call.ok(list);
  }

  private static Fields filters(String text) {
    try {
      if (JsonText.read(text) instanceof ObjectNode object) {
        return new Fields(object);
      }
    } catch (JacksonException broken) {
      throw new Failure(400, "Invalid query parameter: filters", broken.getOriginalMessage());
    }
    throw new Failure(400, "Invalid query parameter: filters", "Json: not an object");
  }

  private static int number(Fields filters, String name) {
    if (filters.has(name) && !filters.node(name).isIntegralNumber()) {
      throw new Failure(
          400,
          "Invalid query parameter: filters",
          "Json: cannot unmarshal into Go struct field stacks.stackListOperationFilters.%s of type int"
              .formatted(name));
    }
    return filters.number(name);
  }
}
