package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Subject;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Variables that somebody has set, as they may be shown. */
final class Variables {
  private static final String HIDDEN = "(sensitive)";

  private Variables() {}

  /**
   * Those that neither the files nor the record name without their values: whoever set them by hand
   * may have put a password there, and nobody has said that it is none.
   */
  static SortedMap<String, String> shown(Map<String, String> there, Subject subject) {
    JsonNode wanted = subject.attributes().object("env");
    JsonNode recorded = subject.recordedAttributes().object("env");
    SortedMap<String, String> shown = new TreeMap<>(there);
    shown.replaceAll(
        (name, value) -> wanted.has(name) || isOpen(recorded.path(name)) ? value : HIDDEN);
    return shown;
  }

  /** One that was found is recorded as it was shown. */
  private static boolean isOpen(JsonNode recorded) {
    return recorded.isString() && !recorded.asString().equals(HIDDEN);
  }
}
