package dev.phoenix.lab.portainer;

import dev.phoenix.lab.http.Reply;
import tools.jackson.databind.node.ObjectNode;

/** Stacks that exist: update, start, stop, and the routes that need git. */
final class StackChanges {
  private static final String NO_ENVIRONMENT =
      "Unable to find the environment associated to the stack inside the database";

  private final Stacks stacks;
  private final StackRuns runs;

  StackChanges(Stacks stacks, StackRuns runs) {
    this.stacks = stacks;
    this.runs = runs;
  }

  void routes(Routes routes) {
    routes.add("PUT", "/api/stacks/{}", this::update);
    routes.add("POST", "/api/stacks/{}/start", this::start);
    routes.add("POST", "/api/stacks/{}/stop", this::stop);
    routes.add("PUT", "/api/stacks/{}/git/redeploy", this::redeploy);
    routes.add("POST", "/api/stacks/{}/git", this::git);
  }

  /** The list of variables is replaced; without one there are none. */
  private Reply update(Call call) {
    ObjectNode stack = stacks.found(call);
    int endpointId = call.required("endpointId");
    ObjectNode endpoint = stacks.environment(endpointId, NO_ENVIRONMENT);
    Fields body = call.body();
    if (body.text("StackFileContent").isEmpty()) {
      throw Failure.payload("Invalid stack file content");
    }
    Version version = stacks.version();
    if (stack.path("Status").asInt(0) == Stacks.DEPLOYING) {
      throw new Failure(409, "Unable to update stack", "Stack deployment is already in progress");
    }
    String before = stack.path(Stacks.CONTENT).asString("");
    stack.put("EndpointId", endpointId).put(Stacks.CONTENT, body.text("StackFileContent"));
    stack.set("Env", Stacks.list(body.node("Env")));
    stack.put("UpdateDate", stacks.now()).put("UpdatedBy", stacks.userName(call));
    boolean prune = version.prunes() && body.flag("Prune");
    if (version.prunes()) {
      stack.putObject("Option").put("Prune", prune);
    }
    boolean pull =
        body.flag("PullImage") || (version.repulls() && body.flag("RepullImageAndRedeploy"));
    Deployment.Wish wish = new Deployment.Wish(pull, prune);
    if (version.deploysLater()) {
      stack.put("Status", Stacks.DEPLOYING);
      runs.keep(stack);
      ObjectNode answer = Stacks.shown(stack);
      runs.deployLater(stack, endpoint, wish, failed -> failed.put(Stacks.CONTENT, before));
      return Call.ok(answer);
    }
    deploy(stack, endpoint, wish);
    runs.keep(stack.put("Status", Stacks.ACTIVE));
    return Call.ok(Stacks.shown(stack));
  }

  private void deploy(ObjectNode stack, ObjectNode endpoint, Deployment.Wish wish) {
    try {
      runs.deploy(stack, endpoint, wish);
    } catch (Deployment.Failed failed) {
      throw new Failure(500, failed.text());
    }
  }

  private Reply start(Call call) {
    ObjectNode stack = stacks.found(call);
    ObjectNode endpoint = stacks.environment(call.required("endpointId"), Endpoints.ABSENT);
    if (stacks.version().deploysLater() && stack.path("Status").asInt(0) != Stacks.INACTIVE) {
      throw new Failure(409, "Unable to start stack", "Stack is already active");
    }
    if (stacks.isTaken(stack, endpoint)) {
      throw new Failure(
          409,
          "A stack with the name '%s' is already running"
              .formatted(stack.path("Name").asString("")));
    }
    if (stack.path("Status").asInt(0) == Stacks.ACTIVE) {
      throw new Failure(400, "Stack is already active");
    }
    if (stacks.version().deploysLater()) {
      runs.keep(stack.put("Status", Stacks.DEPLOYING));
      ObjectNode answer = Stacks.shown(stack);
      runs.deployLater(stack, endpoint, Deployment.Wish.PLAIN, _ -> {});
      return Call.ok(answer);
    }
    try {
      runs.deploy(stack, endpoint, Deployment.Wish.PLAIN);
    } catch (Deployment.Failed failed) {
      throw new Failure(500, "Unable to start stack", failed.text());
    }
    runs.keep(stack.put("Status", Stacks.ACTIVE));
    return Call.ok(Stacks.shown(stack));
  }

  private Reply stop(Call call) {
    ObjectNode stack = stacks.found(call);
    ObjectNode endpoint = stacks.environment(call.required("endpointId"), Endpoints.ABSENT);
    if (stack.path("Status").asInt(0) == Stacks.INACTIVE) {
      throw new Failure(400, "Stack is already inactive");
    }
    try {
      runs.stop(stack, endpoint);
    } catch (Deployment.Failed failed) {
      throw new Failure(500, "Unable to stop stack", failed.text());
    }
    runs.keep(stack.put("Status", Stacks.INACTIVE));
    return Call.ok(Stacks.shown(stack));
  }

  private Reply redeploy(Call call) {
    stacks.found(call);
    throw new Failure(400, "Stack is not created from git");
  }

  private Reply git(Call call) {
    stacks.found(call);
    throw new Failure(500, "No Git config in the found stack");
  }
}
