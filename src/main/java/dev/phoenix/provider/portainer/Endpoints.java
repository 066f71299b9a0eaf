package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Waiting;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The environments of one server: found, changed, looked at anew, waited for. */
record Endpoints(Server server) {
  static final Duration AGENT_READY = Duration.ofMinutes(2);
  static final Duration STEP = Duration.ofSeconds(3);

  private NamedObjects objects() {
    return new NamedObjects(server, "environment", "Id");
  }

  Optional<JsonNode> find(Identity identity, Attributes attributes) throws ResourceFailure {
    return objects().find(server.endpoints(), identity, attributes.text("name"));
  }

  int id(JsonNode found) {
    return objects().id(found);
  }

  Identity identity(JsonNode found) throws ResourceFailure {
    return objects().identity(found);
  }

  void put(int id, Resource desired, EndpointForm form) throws ResourceFailure {
    server
        .api()
        .call(
            PortainerRequest.put(
                    "change environment " + desired.attributes().text("name"), "endpoints/" + id)
                .json(form.change()));
  }

  /** Has the server look at the host now: its own picture may be five minutes old. */
  void look(int id) throws ResourceFailure {
    server
        .api()
        .call(
            PortainerRequest.post("look at the environment", "endpoints/" + id + "/snapshot")
                .patience(Duration.ofMinutes(2)));
  }

  /** Waits until the engine answers through server and agent: what stacks need. */
  void answers(Identity identity, Work work) throws ResourceFailure {
    int id = identity.number("id");
    Waiting waiting = new Waiting(work, AGENT_READY);
    while (true) {
      try {
        server.containers().readAgain(id);
        return;
      } catch (ResourceFailure failure) {
        if (waiting.over()) {
          throw failure;
        }
        work.progress("waiting until the environment answers: " + failure.getMessage());
        waiting.pause(STEP);
      }
    }
  }
}
