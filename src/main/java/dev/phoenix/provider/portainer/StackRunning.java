package dev.phoenix.provider.portainer;

import dev.phoenix.provider.connection.Waiting;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes what runs of a deployed stack what its file has: no more of it, and all of it. */
final class StackRunning {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final StackPlace place;
  private final JsonNode services;
  private final Work work;

  StackRunning(StackPlace place, Work work) {
    this.place = place;
    this.services = place.wanted().object("services");
    this.work = work;
  }

  void settle() throws ResourceFailure {
    await(pruned(place.services()));
  }

  /** Removes what the file no longer has: the server leaves it running before 2.40. */
  private StackServices pruned(StackServices found) throws ResourceFailure {
    List<JsonNode> dropped = found.dropped(services);
    for (JsonNode container : dropped) {
      String id = container.path("Id").asString("");
      work.progress("removing " + container.path("Names").path(0).asString(id));
      Deletion.of(
          place.server(),
          PortainerRequest.delete(
                  "remove container " + id, Server.docker(place.endpoint(), "containers/" + id))
              .query("force", "true")
              .patience(Duration.ofMinutes(2)));
    }
    return dropped.isEmpty() ? found : place.services();
  }

  /** Waits until every service runs, and a moment later still does. */
  private void await(StackServices first) throws ResourceFailure {
    Waiting waiting = new Waiting(work, PATIENCE);
    boolean before = false;
    @Nullable String said = null;
    StackServices now = first;
    while (true) {
      List<String> not = now.notRunning(services);
      boolean well = not.isEmpty() && (!now.starting() || waiting.over());
      if (well && before) {
        return;
      }
      before = well;
      if (waiting.over() && !well) {
        throw late(not);
      }
      String count =
          "%d of %d services running".formatted(services.size() - not.size(), services.size());
      if (!count.equals(said)) {
        said = count;
        work.progress(count);
      }
      waiting.pause(Duration.ofMillis(500));
      now = place.services();
    }
  }

  private ResourceFailure late(List<String> not) {
    return place.failure(
        Kind.PERMANENT,
        "%s after %d minutes; read the logs of that container"
            .formatted(String.join(", ", not), PATIENCE.toMinutes()));
  }
}
