package dev.phoenix.provider.portainer;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Puts right in containers what a deployment of their stack fails at, or leaves as it is. */
final class StackRepair {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final StackPlace place;
  private final Work work;

  StackRepair(StackPlace place, Work work) {
    this.place = place;
    this.work = work;
  }

  /** Compose cannot start what is paused, and a server that fails takes the whole stack down. */
  void unpause() throws ResourceFailure {
    List<JsonNode> paused = place.known().in("paused");
    for (JsonNode container : paused) {
      act("unpause", container);
    }
    if (!paused.isEmpty()) {
      place.change();
    }
  }

  /** Compose leaves alone what runs as the file says, healthy or not. */
  void restart(StackServices before) throws ResourceFailure {
    Set<String> unhealthy =
        before.in("unhealthy").stream().map(StackRepair::id).collect(Collectors.toSet());
    if (unhealthy.isEmpty()) {
      return;
    }
    for (JsonNode container : place.services().in("unhealthy")) {
      if (unhealthy.contains(id(container))) {
        act("restart", container);
      }
    }
  }

  private static String id(JsonNode container) {
    return container.path("Id").asString("");
  }

  private void act(String verb, JsonNode container) throws ResourceFailure {
    String name = container.path("Names").path(0).asString("?").replaceFirst("^/", "");
    work.progress(verb + " container " + name);
    PortainerRequest request =
        PortainerRequest.post(
                verb + " container " + name,
                Server.docker(place.endpoint(), "containers/" + id(container) + "/" + verb))
            .patience(PATIENCE);
    Reply reply = place.server().api().send(request);
    // Somebody has removed it meanwhile: the deployment makes it anew.
    if (!reply.ok() && reply.code() != 404) {
      throw place.server().api().refused(request, reply);
    }
  }
}
