package dev.phoenix.view;

import dev.phoenix.plan.Change;
import dev.phoenix.resource.Observation;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How many services of a stack run just now: {@code 1 of 2 services running}. */
final class ServicesLine {
  private static final String SERVICES = "services";

  private ServicesLine() {}

  /** Empty where the change is not about what runs. */
  static Optional<String> of(Change change) {
    boolean differ =
        change.differences().stream().anyMatch(d -> d.path().startsWith(SERVICES + "."));
    if (!differ
        || change.desired() == null
        || !(change.observed() instanceof Observation.Present present)) {
      return Optional.empty();
    }
    ObjectNode wanted = change.desired().attributes().object(SERVICES);
    ObjectNode found = present.attributes().object(SERVICES);
    long running =
        wanted.propertyNames().stream().filter(name -> isRunning(found.path(name))).count();
    return Optional.of(running + " of " + PlanView.count(wanted.size(), "service") + " running");
  }

  private static boolean isRunning(JsonNode service) {
    return service.path("state").asString("").equals("running");
  }
}
