package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Waiting;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * Has a server deploy one stack. Servers up to 2.39 answer when compose has ended; newer ones
 * answer at once with status 3 and are asked until it is another: what the record shows decides,
 * not the version.
 */
final class StackDeployment {
  private static final Duration DEPLOYED = Duration.ofMinutes(20);
  private static final Duration STEP = Duration.ofSeconds(1);

  private final StackPlace place;
  private final Server server;
  private final Work work;

  StackDeployment(StackPlace place, Work work) {
    this.place = place;
    this.server = place.server();
    this.work = work;
  }

  /** What the server answers to a new stack. */
  Reply post(StackContent content) throws ResourceFailure {
    work.progress("deploying");
    try {
      return server.deploy(creation(content), work);
    } finally {
      place.change();
    }
  }

  ResourceFailure refused(Reply reply, StackContent content) {
    return server.api().refused(creation(content), reply, compose(reply.message()));
  }

  private PortainerRequest creation(StackContent content) {
    return PortainerRequest.post(place.words("create"), "stacks/create/standalone/string")
        .query("endpointId", Integer.toString(place.endpoint()))
        .json(content.body().put("Name", place.name()))
        .patience(PortainerRequest.DEPLOY);
  }

  /** Sends new content, after a deployment that is in progress. */
  void put(int id, StackContent content) throws ResourceFailure {
    PortainerRequest request =
        PortainerRequest.put(place.words("update"), "stacks/" + id)
            .query("endpointId", Integer.toString(place.endpoint()))
            .json(
                content
                    .body()
                    .put("Prune", true)
                    .put("PullImage", false)
                    .put("RepullImageAndRedeploy", false))
            .patience(PortainerRequest.DEPLOY);
    Waiting waiting = new Waiting(work, DEPLOYED);
    work.progress("deploying");
    try {
      Reply reply = server.deploy(request, work);
      while (reply.code() == 409 && !waiting.over()) {
        work.progress("waiting for a deployment that is in progress");
        waiting.pause(STEP);
        reply = server.deploy(request, work);
      }
      if (!reply.ok()) {
        throw server.api().refused(request, reply, compose(reply.message()));
      }
    } finally {
      server.stacks().change(id);
      server.forgetFile(id);
      place.change();
    }
  }

  /** The record once the server no longer deploys. */
  JsonNode await(int id) throws ResourceFailure {
    PortainerRequest request = PortainerRequest.get(place.words("read"), "stacks/" + id);
    Waiting waiting = new Waiting(work, DEPLOYED);
    JsonNode record = server.api().object(request);
    while (record.path("Status").asInt(1) == 3) {
      if (waiting.over()) {
        throw server
            .api()
            .failure(
                Kind.RETRYABLE,
                request,
                "it still deploys after " + DEPLOYED.toMinutes() + " minutes");
      }
      work.progress("the server deploys");
      waiting.pause(STEP);
      record = server.api().object(request);
    }
    server.stacks().keep(record);
    place.change();
    if (record.path("Status").asInt(1) == 4) {
      throw server
          .api()
          .failure(Kind.PERMANENT, PortainerRequest.get(place.words("deploy"), ""), error(record));
    }
    return record;
  }

  private static String error(JsonNode record) {
    String message = "the deployment failed";
    for (JsonNode status : record.path("DeploymentStatus")) {
      message = status.path("Message").asString(message);
    }
    return compose(message);
  }

  /** Compose prints its progress first; the last line says what went wrong. */
  private static String compose(String message) {
    return message
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((_, last) -> last)
        .orElse(message)
        .strip();
  }
}
