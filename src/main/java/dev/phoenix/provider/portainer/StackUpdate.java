package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Waiting;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Changes a stack. A server that fails to takes down what ran of it, and says nothing of that: so
 * what worked before is then deployed again.
 */
final class StackUpdate {
  private static final Duration LOST = Duration.ofMinutes(5);
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

  void run(int id, StackContent content, StackContent before) throws ResourceFailure {
    List<String> ran = place.known().running();
    try {
      deploy(id, content);
    } catch (ResourceFailure failure) {
      if (failure.kind() == Kind.UNREACHABLE || failure.kind() == Kind.AMBIGUOUS) {
        throw failure;
      }
      throw content.same(before)
          ? ended(failure, remaining(ran))
          : ended(failure, restored(id, before, ran));
    }
  }

  private void deploy(int id, StackContent content) throws ResourceFailure {
    try {
      deployment.put(id, content);
      deployment.await(id);
    } catch (ResourceFailure failure) {
      if (failure.kind() != Kind.AMBIGUOUS) {
        throw failure;
      }
      settle(id, content, failure);
    }
  }

  /** After a lost answer: done if the server has the new content and is no longer deploying. */
  private void settle(int id, StackContent content, ResourceFailure failure)
      throws ResourceFailure {
    Waiting waiting = new Waiting(work, LOST);
    while (true) {
      place.server().forgetFile(id);
      JsonNode record = deployment.await(id);
      if (StackContent.stored(place.server(), record).same(content)) {
        return;
      }
      if (waiting.over()) {
        throw failure;
      }
      work.progress("the answer was lost; looking whether the server has changed the stack");
      waiting.pause(Duration.ofSeconds(5));
    }
  }

  /** What became of deploying the old content again. */
  private String restored(int id, StackContent before, List<String> ran) {
    work.progress("the update failed; deploying what worked before");
    try {
      deployment.put(id, before);
      deployment.await(id);
      Waiting waiting = new Waiting(work, AGAIN);
      while (!place.services().running().containsAll(ran) && !waiting.over()) {
        work.progress("waiting for what ran before");
        waiting.pause(Duration.ofMillis(500));
      }
      return "What worked before was deployed again; " + remaining(ran);
    } catch (ResourceFailure second) {
      return "Deploying what worked before failed as well (%s); %s"
          .formatted(second.getMessage(), remaining(ran));
    }
  }

  /** How many of the services that ran before do so now. */
  private String remaining(List<String> ran) {
    try {
      List<String> now = place.services().running();
      List<String> down = ran.stream().filter(service -> !now.contains(service)).toList();
      String count =
          "%d of the %d services that ran before the update run now"
              .formatted(ran.size() - down.size(), ran.size());
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
