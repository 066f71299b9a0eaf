package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Waiting;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * What became of an update whose answer was lost. A server up to 2.39 writes the file before it
 * deploys, puts it back if that fails, and dates the record only when all has ended well; a later
 * one shows what it deploys by the record's status.
 */
final class LostUpdate {
  /** After this, one that has left no trace has not arrived. */
  private static final Duration BEGUN = Duration.ofMinutes(5);

  private static final Duration ENDED = Duration.ofMinutes(20);
  private static final Duration STEP = Duration.ofSeconds(5);

  private final StackPlace place;
  private final StackDeployment deployment;
  private final Work work;

  LostUpdate(StackPlace place, StackDeployment deployment, Work work) {
    this.place = place;
    this.deployment = deployment;
    this.work = work;
  }

  /**
   * Waits until the server has deployed it.
   *
   * @throws ResourceFailure what the server has failed at, or the given one if nobody can say
   */
  void await(int id, StackContent content, StackBefore before, ResourceFailure lost)
      throws ResourceFailure {
    Waiting begun = new Waiting(work, BEGUN);
    Waiting ended = new Waiting(work, ENDED);
    boolean otherText = !content.sameText(before.content());
    while (true) {
      place.server().forgetFile(id);
      JsonNode record = deployment.await(id);
      StackContent stored = StackContent.stored(place.server(), record);
      if (stored.same(content) && isDeployed(record, before)) {
        return;
      }
      boolean taken = otherText && stored.sameText(content);
      if (otherText && !taken && !before.stillRuns(place.services())) {
        throw place.failure(
            Kind.PERMANENT,
            "the answer to its update was lost, and the server has taken it down instead");
      }
      if (taken ? ended.over() : begun.over()) {
        throw lost;
      }
      work.progress("the answer was lost; looking whether the server has changed the stack");
      work.pause(STEP);
    }
  }

  private boolean isDeployed(JsonNode record, StackBefore before) throws ResourceFailure {
    return StackBefore.date(record) > before.updated() || place.server().since(2, 41);
  }
}
