package dev.phoenix.provider.portainer;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Takes a stack down and forgets it, also where its environment is gone already. */
final class StackRemoval {
  private final Server server;
  private final JsonNode record;
  private final String environment;
  private final boolean groundGoes;
  private final StackOnHost host;
  private final Work work;

  /**
   * The removal of one stack.
   *
   * @param environment as it was named
   * @param groundGoes whether the host of the containers is deleted in the same run
   */
  StackRemoval(
      Server server,
      JsonNode record,
      String environment,
      boolean groundGoes,
      StackOnHost host,
      Work work) {
    this.server = server;
    this.record = record;
    this.environment = environment;
    this.groundGoes = groundGoes;
    this.host = host;
    this.work = work;
  }

  void run() throws ResourceFailure {
    int endpoint = record.path("EndpointId").asInt(0);
    PortainerRequest request = request(endpoint);
    Reply reply = server.api().send(request);
    server.containers().change(endpoint, name());
    if (reply.ok()) {
      return;
    }
    if (reply.code() == 404 && reply.message().contains("endpoint")) {
      orphan(request, reply);
      return;
    }
    if (reply.code() >= 500 && groundGoes) {
      abandon(endpoint);
      return;
    }
    if (reply.code() != 404) {
      throw server
          .api()
          .failure(
              reply.code() >= 500 ? Kind.RETRYABLE : Kind.PERMANENT,
              request,
              reply.message()
                  + (reply.code() >= 500
                      ? "; the record is kept: bring the environment's agent back, then run again"
                      : ""));
    }
  }

  private String name() {
    return record.path("Name").asString("");
  }

  private PortainerRequest request(int endpoint) {
    return PortainerRequest.delete("delete stack " + name(), "stacks/" + record.path("Id").asInt(0))
        .query("endpointId", Integer.toString(endpoint))
        .patience(PortainerRequest.DEPLOY);
  }

  /**
   * The server needs some environment to delete the record and takes a project of that name down
   * there: right on one that was made again under the old name. Else the host does that itself, and
   * one is chosen that has none.
   */
  private void orphan(PortainerRequest request, Reply reply) throws ResourceFailure {
    List<JsonNode> endpoints = server.endpoints();
    for (JsonNode endpoint : endpoints) {
      if (endpoint.path("Name").asString("").equals(environment)) {
        remove(endpoint);
        return;
      }
    }
    for (JsonNode endpoint : endpoints) {
      if (free(endpoint.path("Id").asInt(0))) {
        String outcome = host.takeDown(work);
        remove(endpoint);
        work.progress("its environment %s is gone: %s".formatted(environment, outcome));
        return;
      }
    }
    throw server
        .api()
        .failure(
            Kind.PERMANENT,
            request,
            reply.message()
                + "; its environment is gone, and there is no other that could be named in its place: remove the stack in Portainer");
  }

  /** The containers die with their host: only the records are left to take away. */
  private void abandon(int environmentId) throws ResourceFailure {
    work.progress("its host goes and does not answer: removing the records only");
    Deletion.of(
        server,
        PortainerRequest.delete(
            "delete environment " + environmentId, "endpoints/" + environmentId));
    server.forgetEndpoints();
    for (JsonNode other : server.endpoints()) {
      if (free(other.path("Id").asInt(0))) {
        remove(other);
        return;
      }
    }
    work.progress(
        "no environment is left through which Portainer would delete %s: it stays there as an orphan"
            .formatted(name()));
  }

  private void remove(JsonNode endpoint) throws ResourceFailure {
    int id = endpoint.path("Id").asInt(0);
    Deletion.of(server, request(id));
    server.containers().change(id, name());
  }

  private boolean free(int endpoint) {
    try {
      return server.containers().of(endpoint, name()).isEmpty();
    } catch (ResourceFailure _) {
      return false;
    }
  }
}
