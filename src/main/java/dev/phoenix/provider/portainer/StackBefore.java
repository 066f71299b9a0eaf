package dev.phoenix.provider.portainer;

import dev.phoenix.resource.ResourceFailure;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A stack as it was before a change.
 *
 * @param content what it was last deployed with
 * @param updated when that ended well; 0 if it was never changed
 * @param services what there was of it
 */
record StackBefore(StackContent content, long updated, StackServices services) {

  static StackBefore of(StackPlace place, JsonNode record) throws ResourceFailure {
    return new StackBefore(
        StackContent.stored(place.server(), record), date(record), place.known());
  }

  static long date(JsonNode record) {
    return record.path("UpdateDate").asLong(0);
  }

  /** Names of the services that ran. */
  List<String> ran() {
    return services.running();
  }

  /** Of the services that ran, those that do not now. */
  List<String> down(StackServices now) {
    List<String> running = now.running();
    return ran().stream().filter(service -> !running.contains(service)).toList();
  }

  boolean stillRuns(StackServices now) {
    return down(now).isEmpty();
  }
}
