package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Waiting;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Deploys one stack. Servers up to 2.39 answer when compose has ended; newer ones answer at once
 * with status 3 and are asked until it is another: what the record shows decides, not the version.
 */
final class StackDeployment {
  private static final Duration DEPLOYED = Duration.ofMinutes(20);
  private static final Duration LOST = Duration.ofMinutes(5);
  private static final Duration RUNNING = Duration.ofMinutes(5);
  private static final Duration STEP = Duration.ofSeconds(1);

  private final Server server;
  private final int endpoint;
  private final Attributes wanted;
  private final Work work;

  StackDeployment(Server server, int endpoint, Attributes wanted, Work work) {
    this.server = server;
    this.endpoint = endpoint;
    this.wanted = wanted;
    this.work = work;
  }

  private String words(String verb) {
    return verb + " stack " + wanted.text("name") + " on " + wanted.text("environment_name");
  }

  /** The record that the server made, perhaps still deploying. */
  JsonNode create(StackContent content) throws ResourceFailure {
    PortainerRequest request =
        PortainerRequest.post(words("create"), "stacks/create/standalone/string")
            .query("endpointId", Integer.toString(endpoint))
            .json(content.body().put("Name", wanted.text("name")))
            .patience(PortainerRequest.DEPLOY);
    work.progress("deploying");
    try {
      return server.api().call(request);
    } catch (ResourceFailure failure) {
      return found(failure);
    } finally {
      server.forgetStacks();
      server.forgetContainers(endpoint);
    }
  }

  /** A lost answer says nothing: the record appears when the deploy has ended, on old servers. */
  private JsonNode found(ResourceFailure failure) throws ResourceFailure {
    if (failure.kind() != Kind.AMBIGUOUS) {
      throw failure;
    }
    Waiting waiting = new Waiting(work, LOST);
    while (true) {
      server.forgetStacks();
      Optional<JsonNode> record = record();
      if (record.isPresent()) {
        return record.get();
      }
      if (waiting.over()) {
        throw failure;
      }
      work.progress("the answer was lost; looking whether the server has made the stack");
      waiting.pause(Duration.ofSeconds(5));
    }
  }

  private Optional<JsonNode> record() throws ResourceFailure {
    return server.stacks().stream()
        .filter(stack ->
            stack.path("EndpointId").asInt(0) == endpoint
                && stack.path("Name").asString("").equals(wanted.text("name")))
        .findFirst();
  }

  /** Deploys new content; if that fails, what worked before is deployed again. */
  void change(int id, StackContent content, StackContent before) throws ResourceFailure {
    try {
      put(id, content);
      await(id);
    } catch (ResourceFailure failure) {
      if (failure.kind() == Kind.AMBIGUOUS) {
        settle(id, content, failure);
        return;
      }
      if (failure.kind() == Kind.UNREACHABLE || content.same(before)) {
        throw failure;
      }
      throw restored(id, before, failure);
    }
  }

  private ResourceFailure restored(int id, StackContent before, ResourceFailure failure) {
    work.progress("the update failed; deploying what worked before");
    try {
      put(id, before);
      await(id);
      return new ResourceFailure(
          failure.kind(),
          failure.getMessage() + "; what worked before was deployed again and runs",
          failure);
    } catch (ResourceFailure second) {
      failure.addSuppressed(second);
      return new ResourceFailure(
          failure.kind(),
          failure.getMessage()
              + "; and deploying what worked before failed as well, so the stack is down: "
              + second.getMessage(),
          failure);
    }
  }

  /** After a lost answer: done if the server has the new content and is no longer deploying. */
  private void settle(int id, StackContent content, ResourceFailure failure)
      throws ResourceFailure {
    Waiting waiting = new Waiting(work, LOST);
    while (true) {
      server.forgetFile(id);
      JsonNode record = await(id);
      if (StackContent.stored(server, record).same(content)) {
        return;
      }
      if (waiting.over()) {
        throw failure;
      }
      work.progress("the answer was lost; looking whether the server has changed the stack");
      waiting.pause(Duration.ofSeconds(5));
    }
  }

  private void put(int id, StackContent content) throws ResourceFailure {
    PortainerRequest request =
        PortainerRequest.put(words("update"), "stacks/" + id)
            .query("endpointId", Integer.toString(endpoint))
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
      Reply reply = server.api().send(request);
      while (reply.code() == 409 && !waiting.over()) {
        work.progress("waiting for a deployment that is in progress");
        waiting.pause(STEP);
        reply = server.api().send(request);
      }
      if (!reply.ok()) {
        throw server.api().refused(request, reply);
      }
    } finally {
      server.forgetStacks();
      server.forgetFile(id);
      server.forgetContainers(endpoint);
    }
  }

  /** Waits until the server no longer deploys. */
  JsonNode await(int id) throws ResourceFailure {
    PortainerRequest request = PortainerRequest.get(words("read"), "stacks/" + id);
    Waiting waiting = new Waiting(work, DEPLOYED);
    JsonNode record = server.api().call(request);
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
      record = server.api().call(request);
    }
    server.forgetStacks();
    server.forgetContainers(endpoint);
    if (record.path("Status").asInt(1) == 4) {
      throw server
          .api()
          .failure(Kind.PERMANENT, PortainerRequest.get(words("deploy"), ""), error(record));
    }
    return record;
  }

  private static String error(JsonNode record) {
    String message = "the deployment failed";
    for (JsonNode status : record.path("DeploymentStatus")) {
      message = status.path("Message").asString(message);
    }
    return message.strip();
  }

  /** Removes what the files no longer have: the server leaves it running before 2.40. */
  void prune() throws ResourceFailure {
    JsonNode services = wanted.object("services");
    for (JsonNode container :
        StackServices.of(server.freshContainers(endpoint), wanted.text("name")).dropped(services)) {
      String id = container.path("Id").asString("");
      work.progress("removing " + container.path("Names").path(0).asString(id));
      Deletion.of(
          server,
          PortainerRequest.delete(
                  "remove container " + id, Server.docker(endpoint, "containers/" + id))
              .query("force", "true")
              .patience(Duration.ofMinutes(2)));
    }
    server.forgetContainers(endpoint);
  }

  /** Waits until every service runs, and a moment later still does. */
  void running() throws ResourceFailure {
    JsonNode services = wanted.object("services");
    Waiting waiting = new Waiting(work, RUNNING);
    boolean before = false;
    @Nullable String said = null;
    while (true) {
      StackServices now = StackServices.of(server.freshContainers(endpoint), wanted.text("name"));
      List<String> not = now.notRunning(services);
      boolean well = not.isEmpty() && (!now.starting() || waiting.over());
      if (well && before) {
        return;
      }
      before = well;
      if (waiting.over() && !well) {
        throw server
            .api()
            .failure(
                Kind.PERMANENT,
                PortainerRequest.get(words("see all services running of"), ""),
                "%s after %d minutes; read the logs of that container"
                    .formatted(String.join(", ", not), RUNNING.toMinutes()));
      }
      String count =
          "%d of %d services running".formatted(services.size() - not.size(), services.size());
      if (!count.equals(said)) {
        said = count;
        work.progress(count);
      }
      waiting.pause(Duration.ofMillis(500));
    }
  }
}
