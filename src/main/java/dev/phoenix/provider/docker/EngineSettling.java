package dev.phoenix.provider.docker;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Work;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Brings the engine of a machine to what is wanted of it: every step looks first, and acts only
 * where something is missing.
 */
final class EngineSettling {
  private final EngineMachine machine;
  private final String repository;

  EngineSettling(EngineMachine machine, String repository) {
    this.machine = machine;
    this.repository = repository;
  }

  void run(Attributes wanted, Work work) throws ResourceFailure {
    EngineFacts facts =
        new EngineInstallation(machine, repository)
            .ensure(wanted.text("channel", "any"), wanted.text("version", ""), work);
    work.checkInterrupted();
    if (wanted.has("daemon") && !DaemonSettings.same(facts.daemon(), wanted.object("daemon"))) {
      DaemonSettings.write(machine, wanted.object("daemon"), work);
      work.reached("daemon configured");
      facts = machine.look();
    }
    work.checkInterrupted();
    if (!facts.active() || !facts.enabled()) {
      work.progress("starting the engine");
      machine.must(EngineMachine.script("start the engine", "service.sh"));
      work.reached("engine started");
    }
    boolean added = false;
    for (String user : users(wanted)) {
      if (!facts.members().contains(user)) {
        work.progress("putting " + user + " into group docker");
        machine.must(
            EngineMachine.script("put user " + user + " into group docker", "group.sh", user));
        added = true;
      }
    }
    if (added) {
      work.reached("users added");
      machine.reconnect();
    }
  }

  static List<String> users(Attributes attributes) {
    List<String> users = new ArrayList<>();
    for (JsonNode user : attributes.list("users")) {
      users.add(user.asString(""));
    }
    return users;
  }
}
