package dev.phoenix.lab.portainer;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import tools.jackson.databind.node.ObjectNode;

/** What runs of the stacks of a server: deployed at once or behind the answer, and taken down. */
final class StackRuns {
  private final Database database;
  private final Environments environments;
  private final Deployment deployment;
  private final LongSupplier now;

  StackRuns(Database database, Environments environments, Deployment deployment, LongSupplier now) {
    this.database = database;
    this.environments = environments;
    this.deployment = deployment;
    this.now = now;
  }

  void keep(ObjectNode stack) {
    database.stacks.put(stack.path("Id").asInt(0), stack);
  }

  /** Deploys in the background; the status of the record tells how it went. */
  void deployLater(
      ObjectNode stack, ObjectNode endpoint, Deployment.Wish wish, Consumer<ObjectNode> rollback) {
    Thread.ofVirtual()
        .start(() -> {
          Environment environment = environments.of(endpoint);
          try {
            deployment.up(stack, environment, wish);
            mark(stack.put("Status", Stacks.ACTIVE), "");
          } catch (Deployment.Failed failed) {
            clear(stack, environment);
            rollback.accept(stack);
            mark(stack.put("Status", Stacks.FAILED), failed.text());
          }
        });
  }

  private void mark(ObjectNode stack, String message) {
    stack
        .withArray("DeploymentStatus")
        .addObject()
        .put("Status", stack.path("Status").asInt(0))
        .put("Time", now.getAsLong())
        .put("Message", message);
    if (database.stacks.find(stack.path("Id").asInt(0)).isPresent()) {
      keep(stack);
    }
  }

  /** A failed deployment takes away all that runs of the stack; what fails now goes unsaid. */
  private void clear(ObjectNode stack, Environment environment) {
    if (environment instanceof Environment.Dead) {
      return;
    }
    try {
      deployment.down(stack.path("Name").asString(""), environment);
    } catch (Deployment.Failed failed) {
      stack.put("Namespace", "");
    }
  }

  /** Deploys changed content at once; on failure the containers are gone and the record stays. */
  void deploy(ObjectNode changed, ObjectNode endpoint, Deployment.Wish wish) {
    Environment environment = environments.of(endpoint);
    try {
      deployment.up(changed, environment, wish);
    } catch (Deployment.Failed failed) {
      clear(changed, environment);
      throw failed;
    }
  }

  void stop(ObjectNode stack, ObjectNode endpoint) {
    deployment.down(stack.path("Name").asString(""), environments.of(endpoint));
  }
}
