package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Rule.Disruption;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What changes do to a guest as it is just now, where that is other than the rules say. */
final class Disruptions {
  private Disruptions() {}

  static SortedMap<String, Disruption> of(Sight sight, GuestType type) throws ResourceFailure {
    SortedMap<String, Disruption> known = new TreeMap<>();
    if (!sight.running()) {
      sight.subject().attributes().values().keySet().forEach(a -> known.put(a, Disruption.NONE));
      return known;
    }
    for (Field field : type.fields()) {
      JsonNode wanted = sight.wanted(field.attribute());
      if (!wanted.isMissingNode()) {
        field.live(wanted, sight.config()).forEach(path -> known.put(path, Disruption.NONE));
        waiting(field, wanted, sight, known);
      }
    }
    type.live(sight).forEach(path -> known.put(path, Disruption.NONE));
    return known;
  }

  /** What only waits is taken back without a reboot; what is to come waits for one. */
  private static void waiting(
      Field field, JsonNode wanted, Sight sight, SortedMap<String, Disruption> known) {
    boolean now = wanted.equals(field.read(sight.config().current(), wanted));
    boolean later = wanted.equals(field.read(sight.config().merged(), wanted));
    if (now != later) {
      known.put(field.attribute(), now ? Disruption.NONE : Disruption.REBOOT);
    }
  }
}
