package dev.phoenix.state;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The formats of state files. An older one is brought up to the newest in memory, one format at a
 * time; the next write writes the newest.
 *
 * @param upgrades the first leads from format 1 to 2, each further one from there to the next
 */
record Formats(List<Upgrade> upgrades) {
  static final Formats KNOWN =
      new Formats(
          List.of(
              // The second says how far an incomplete operation had come; the first did not.
              state -> {}));

  Formats {
    upgrades = List.copyOf(upgrades);
  }

  /** From one format to the next: changes the tree in place. */
  @FunctionalInterface
  interface Upgrade {
    void apply(ObjectNode state) throws MalformedException;
  }

  int newest() {
    return upgrades.size() + 1;
  }

  /**
   * Brings a state up to the newest format.
   *
   * @throws NewerFormatException if it has one that is not known yet
   */
  void upgrade(ObjectNode state) throws MalformedException {
    int found = Json.member(state, "format", StateFile.WHERE, JsonNode::isInt).intValue();
    if (found > newest()) {
      throw new NewerFormatException(found, newest());
    }
    if (found < 1) {
      throw new MalformedException("there is no format " + found);
    }
    for (Upgrade upgrade : upgrades.subList(found - 1, upgrades.size())) {
      upgrade.apply(state);
    }
  }
}
