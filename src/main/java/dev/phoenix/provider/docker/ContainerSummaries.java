package dev.phoenix.provider.docker;

import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Reads what the engine lists of its containers. */
final class ContainerSummaries {
  private ContainerSummaries() {}

  static ContainerSummary of(JsonNode container) {
    // A container that others link to has one more name for each link; its own has one slash.
    String name = "";
    for (JsonNode candidate : container.path("Names")) {
      String text = candidate.asString("");
      if (text.lastIndexOf('/') == 0) {
        name = text.substring(1);
      }
    }
    return new ContainerSummary(
        container.path("Id").asString(""),
        name,
        container.path("Image").asString(""),
        container.path("State").asString(""),
        texts(container.path("Labels")));
  }

  /** A JSON object of texts; empty if there is none. */
  static SortedMap<String, String> texts(JsonNode object) {
    SortedMap<String, String> texts = new TreeMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
    return texts;
  }
}
