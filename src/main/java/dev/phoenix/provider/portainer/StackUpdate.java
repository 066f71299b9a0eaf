package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Waiting;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.List;

/**
 * Changes a stack. A server that fails to may take down what ran of it, and says nothing of that:
 * so what worked before is then deployed again.
 */
final class StackUpdate {
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final String NEXT = " Correct what it names, then run again.";

  private final StackPlace place;
  private final StackDeployment deployment;
  private final Work work;

  StackUpdate(StackPlace place, StackDeployment deployment, Work work) {
    this.place = place;
    this.deployment = deployment;
    this.work = work;
  }

  void run(int id, StackContent content, StackBefore before) throws ResourceFailure {
    try {
      deploy(id, content, before);
    } catch (ResourceFailure failure) {
      if (failure.kind() == Kind.UNREACHABLE || failure.kind() == Kind.AMBIGUOUS) {
        throw failure;
      }
      if (!before.ran().isEmpty() && !tookDown(before)) {
        throw ended(failure, remaining(before));
      }
      if (!content.same(before.content())) {
        throw ended(failure, restored(id, before));
      }
      again(id, before, failure);
    }
  }

  private void deploy(int id, StackContent content, StackBefore before) throws ResourceFailure {
    try {
      deployment.put(id, content);
      deployment.await(id);
    } catch (ResourceFailure failure) {
      if (failure.kind() != Kind.AMBIGUOUS) {
        throw failure;
      }
      new LostUpdate(place, deployment, work).await(id, content, before, failure);
    }
  }

  /** What stood in the way of the same content has gone with all the rest. */
  private void again(int id, StackBefore before, ResourceFailure failure) throws ResourceFailure {
    work.progress("the deployment failed; trying it once more");
    try {
      deployment.put(id, before.content());
      deployment.await(id);
    } catch (ResourceFailure second) {
      throw ended(
          failure,
          "Deploying it once more failed as well (%s); %s"
              .formatted(second.getMessage(), remaining(before)));
    }
  }

  /** What became of deploying the old content again. */
  private String restored(int id, StackBefore before) {
    work.progress("the update failed; deploying what worked before");
    try {
      deployment.put(id, before.content());
      deployment.await(id);
      Waiting waiting = new Waiting(work, AGAIN);
      while (!before.stillRuns(place.services()) && !waiting.over()) {
        work.progress("waiting for what ran before");
        waiting.pause(Duration.ofMillis(500));
      }
      return "What worked before was deployed again; " + remaining(before);
    } catch (ResourceFailure second) {
      return "Deploying what worked before failed as well (%s); %s"
          .formatted(second.getMessage(), remaining(before));
    }
  }

  /** What nobody can say counts as taken down: to deploy what is there already harms less. */
  private boolean tookDown(StackBefore before) {
    try {
      return !before.stillRuns(place.services());
    } catch (ResourceFailure _) {
      return true;
    }
  }

  /** How many of the services that ran before do so now. */
  private String remaining(StackBefore before) {
    try {
      List<String> down = before.down(place.services());
      int ran = before.ran().size();
      String count =
          "%d of the %d services that ran before the update run now"
              .formatted(ran - down.size(), ran);
      return down.isEmpty() ? count : count + ", down: " + String.join(", ", down);
    } catch (ResourceFailure unknown) {
      return "whether it runs now could not be read (%s)".formatted(unknown.getMessage());
    }
  }

  /** Not tried again by itself: each try takes down what runs. */
  private static ResourceFailure ended(ResourceFailure failure, String outcome) {
    return new ResourceFailure(
        Kind.PERMANENT, failure.getMessage() + ". " + outcome + "." + NEXT, failure);
  }
}
