package dev.phoenix.lab.portainer;

import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Which names stacks may have. */
final class StackNames {
  private final Database database;
  private final Environments environments;

  StackNames(Database database, Environments environments) {
    this.database = database;
    this.environments = environments;
  }

  /** Lower case, and without what is outside of {@code -_a-z0-9}. */
  static String normalised(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^-_a-z0-9]", "");
  }

  /**
   * Whether another record of this environment has the name, or containers of a project of that
   * name run while any record has it. A project that runs outside and has no record is not seen.
   */
  boolean isTaken(String name, Place environment, int except) {
    boolean elsewhere = false;
    for (ObjectNode row : database.stacks.all()) {
      boolean same = row.path("Name").asString("").equalsIgnoreCase(name);
      int id = row.path("Id").asInt(0);
      elsewhere |= same;
      if (same && id != except && row.path("EndpointId").asInt(0) == environment.id()) {
        return true;
      }
    }
    return runs(name, environment) && elsewhere;
  }

  /** An environment with its number. */
  record Place(int id, ObjectNode row) {}

  private boolean runs(String name, Place environment) {
    try {
      return !environments.of(environment.row()).engine().compose().containers(name).isEmpty();
    } catch (Environment.Unreached unreached) {
      throw new Failure(500, "Unable to check for name collision", unreached.text());
    }
  }
}
