package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Waiting;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Makes a stack, and finds the one that was made where the answer was lost. */
final class StackCreation {
  private static final Duration LOST = Duration.ofMinutes(5);

  private final StackPlace place;
  private final StackDeployment deployment;
  private final Work work;

  StackCreation(StackPlace place, StackDeployment deployment, Work work) {
    this.place = place;
    this.deployment = deployment;
    this.work = work;
  }

  /** The record that the server made, perhaps still deploying; empty if it has one of the name. */
  Optional<JsonNode> run(StackContent content) throws ResourceFailure {
    Reply reply;
    try {
      reply = deployment.post(content);
    } catch (ResourceFailure failure) {
      return Optional.of(found(failure));
    }
    if (reply.code() == 409) {
      place.server().stacks().forget();
      return Optional.empty();
    }
    if (!reply.ok()) {
      throw deployment.refused(reply, content);
    }
    return Optional.of(reply.json());
  }

  /** A lost answer says nothing: the record appears when the deploy has ended, on old servers. */
  private JsonNode found(ResourceFailure failure) throws ResourceFailure {
    if (failure.kind() != Kind.AMBIGUOUS) {
      throw failure;
    }
    Waiting waiting = new Waiting(work, LOST);
    while (true) {
      place.server().stacks().forget();
      Optional<JsonNode> record = place.server().stacks().named(place.name(), place.endpoint());
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
}
