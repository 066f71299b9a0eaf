package dev.phoenix.lab.portainer;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Resource controls: who owns what was made through the server. */
final class Controls {
  static final int CONTAINER = 1;
  static final int VOLUME = 3;
  static final int NETWORK = 4;
  static final int STACK = 6;

  private final Table table;

  Controls(Database database) {
    this.table = database.controls;
  }

  ObjectNode forAdministrators(String resource, int type) {
    return add(resource, type, 0);
  }

  ObjectNode forUser(String resource, int type, int user) {
    return add(resource, type, user);
  }

  private ObjectNode add(String resource, int type, int user) {
    int id = table.next();
    ObjectNode control = Json.object().put("Id", id).put("ResourceId", resource);
    control.putArray("SubResourceIds");
    control.put("Type", type);
    var users = control.putArray("UserAccesses");
    if (user != 0) {
      users.addObject().put("UserId", user).put("AccessLevel", 1);
    }
    control.putArray("TeamAccesses");
    control.put("Public", false).put("AdministratorsOnly", user == 0).put("System", false);
    table.put(id, control);
    return control;
  }

  Optional<ObjectNode> find(String resource) {
    return table.first(control -> control.path("ResourceId").asString("").equals(resource));
  }

  void remove(String resource) {
    for (ObjectNode control : table.all()) {
      if (control.path("ResourceId").asString("").equals(resource)) {
        table.remove(control.path("Id").asInt(0));
      }
    }
  }

  /** The name under which a stack is owned. */
  static String stack(int endpoint, String name) {
    return endpoint + "_" + name;
  }
}
