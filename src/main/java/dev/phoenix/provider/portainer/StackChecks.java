package dev.phoenix.provider.portainer;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.util.List;

/**
 * What must be so before a stack is deployed: a server that fails an update removes every container
 * of the stack, so nothing is sent that can be known to fail.
 */
final class StackChecks {
  private final StackPlace place;
  private final StackContent content;
  private final ComposeCheck compose;

  StackChecks(StackPlace place, StackContent content, ComposeCheck compose) {
    this.place = place;
    this.content = content;
    this.compose = compose;
  }

  /** All that can be known before the first step of a run. */
  void early(Work work) throws ResourceFailure {
    run(work, true);
  }

  /** All that can be known just before the stack is deployed. */
  void last(Work work) throws ResourceFailure {
    run(work, false);
  }

  private void run(Work work, boolean early) throws ResourceFailure {
    List<String> refusals =
        compose.refusals(content.compose(), content.variables(), version(work, early));
    if (!refusals.isEmpty()) {
      throw place.failure(
          Kind.PERMANENT,
          "its compose file cannot be deployed: %s. %s Correct the file, then run again."
              .formatted(String.join("; ", refusals), StackPlace.UNTOUCHED));
    }
    new StackPorts(place)
        .check(early ? work.before().stream().map(work::subject).toList() : List.of());
    new StackImages(place, early).provide(work);
  }

  /** A server that the run changes may be of another version by then. */
  private String version(Work work, boolean early) throws ResourceFailure {
    return early && work.before().stream().anyMatch(step -> step.type().equals("server"))
        ? ""
        : place.server().version();
  }
}
