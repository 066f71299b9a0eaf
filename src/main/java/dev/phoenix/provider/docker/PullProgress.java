package dev.phoenix.provider.docker;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Counts the layers of a pull and says so whenever one more has arrived. */
final class PullProgress {
  private final String reference;
  private final Consumer<String> progress;
  private final Set<String> layers = new HashSet<>();
  private final Set<String> arrived = new HashSet<>();

  PullProgress(String reference, Consumer<String> progress) {
    this.reference = reference;
    this.progress = progress;
  }

  void event(JsonNode event) {
    String layer = event.path("id").asString("");
    boolean news =
        switch (event.path("status").asString("")) {
          case "Pulling fs layer" -> layers.add(layer);
          case "Pull complete", "Already exists" -> {
            layers.add(layer);
            yield arrived.add(layer);
          }
          case String _ -> false;
        };
    if (news) {
      progress.accept(
          "pulling %s (%d of %d layers)".formatted(reference, arrived.size(), layers.size()));
    }
  }
}
