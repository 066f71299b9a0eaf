package dev.phoenix.plan;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.state.SecretDigests;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What is there and not recorded, as it would be recorded without anything being done to it. */
public final class Found {
  private Found() {}

  /**
   * The record of an object that the files want and that is there, as if nobody had recorded it:
   * what it shows of itself as it is, so that the next plan tells in what it differs from the
   * files; what it does not show as the files say. Empty for any other, and for one that is
   * recorded under the address that it had before.
   *
   * @param foreign whether one that looks like somebody else's is taken too
   */
  public static Optional<Recorded> record(Change change, boolean foreign, SecretDigests digests) {
    Resource desired = change.desired();
    if (desired == null
        || change.movedFrom() != null
        || !(change.observed() instanceof Present present)
        || (present.claim().isForeign() && !foreign)) {
      return Optional.empty();
    }
    SortedMap<String, JsonNode> attributes = new TreeMap<>(desired.attributes().values());
    attributes.replaceAll((name, wanted) -> {
      JsonNode shown = present.attributes().get(name);
      return shown == null ? wanted : shown;
    });
    return Optional.of(
        new Recorded(
            desired.address(),
            present.identity(),
            Attributes.of(attributes),
            digests.of(desired),
            desired.dependencies(),
            desired.within(),
            desired.isProtected(),
            Recorded.Status.OK));
  }
}
