package dev.phoenix.acceptance;

/** What a run that is killed was doing. */
enum KillScenario {
  /** Makes everything in an empty world. */
  CREATE("apply"),
  /** Changes, replaces, adds and deletes something of every type. */
  CHANGE("apply"),
  /** Deletes everything but what is somebody else's. */
  DESTROY("destroy");

  private static final String FILES = "phoenix_hypervisor_config.json";

  private final String command;

  KillScenario(String command) {
    this.command = command;
  }

  String command() {
    return command;
  }

  /** Whether a Portainer server stands at the end. */
  boolean leavesPortainer() {
    return this != DESTROY;
  }

  void edit(LabWorkspace workspace) {
    if (this != CHANGE) {
      return;
    }
    workspace.edit(FILES, "portainer-ce:2.33.6", "portainer-ce:2.33.7");
    workspace.edit(FILES, "Machines at home", "Machines at home, and one away");
    workspace.edit(FILES, "\"tags\": [\"testing\"]", "\"tags\": [\"testing\", \"away\"]");
    workspace.edit(FILES, "[\"qdrant\", \"n8n\", \"web\"]", "[\"n8n\", \"web\"]");
    workspace.edit(FILES, "\"log-driver\": \"json-file\"", "\"log-driver\": \"local\"");
    workspace.edit(
        FILES,
        "{ \"name\": \"n8n_data\" }",
        "{ \"name\": \"n8n_data\" }, { \"name\": \"more_data\" }");
    workspace.edit(
        FILES,
        "\"address\": \"10.0.0.111\",",
        "\"address\": \"10.0.0.111\", \"networks\": [{ \"name\": \"backend\" }],");
    workspace.edit("stacks/web/phoenix.json", "\"1.4.2\"", "\"1.4.3\"");
    workspace.edit("stacks/n8n/docker-compose.yml", "postgres:17.6", "postgres:17.7");
  }
}
