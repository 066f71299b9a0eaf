package dev.phoenix.provider.proxmox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The configuration of a guest, every value as text, because the server writes the same one now as
 * a number and now as a string.
 *
 * @param current what the running guest has
 * @param merged with the changes that wait for its next start
 * @param raw lines of the configuration that the API only shows
 */
record GuestConfig(
    SortedMap<String, String> current, SortedMap<String, String> merged, List<List<String>> raw) {
  GuestConfig {
    current = Collections.unmodifiableSortedMap(new TreeMap<>(current));
    merged = Collections.unmodifiableSortedMap(new TreeMap<>(merged));
    raw = List.copyOf(raw);
  }

  /** Of {@code GET config}, where nothing tells what waits from what is there. */
  static GuestConfig merged(JsonNode data) {
    SortedMap<String, String> values = new TreeMap<>();
    List<List<String>> raw = new ArrayList<>();
    data.properties()
        .forEach(entry -> {
          if (!entry.getValue().isContainer()) {
            values.put(entry.getKey(), text(entry.getValue()));
          }
        });
    data.path("lxc")
        .forEach(line -> raw.add(List.of(line.path(0).asString(""), line.path(1).asString(""))));
    return new GuestConfig(values, values, raw);
  }

  /**
   * Of {@code GET pending}, which lists every value of the configuration with what waits for it:
   * PVE::GuestHelpers::config_with_pending_array. Lines of its own that a container has are not
   * among them.
   */
  static GuestConfig pending(JsonNode data) {
    SortedMap<String, String> current = new TreeMap<>();
    SortedMap<String, String> merged = new TreeMap<>();
    for (JsonNode item : data) {
      String key = item.path("key").asString("");
      if (item.has("value") && !item.path("value").isContainer()) {
        current.put(key, text(item.path("value")));
      }
      if (item.has("pending")) {
        merged.put(key, text(item.path("pending")));
      } else if (item.path("delete").asInt(0) == 0 && current.containsKey(key)) {
        merged.put(key, current.get(key));
      }
    }
    return new GuestConfig(current, merged, List.of());
  }

  /** With a value that every one of its kind has on a server of this version. */
  GuestConfig with(String key, String value) {
    SortedMap<String, String> now = new TreeMap<>(current);
    SortedMap<String, String> later = new TreeMap<>(merged);
    now.put(key, value);
    later.put(key, value);
    return new GuestConfig(now, later, raw);
  }

  private static String text(JsonNode value) {
    return value.isBoolean() ? (value.asBoolean() ? "1" : "0") : value.asString();
  }

  /** Keys whose value the running guest does not have yet. */
  List<String> waiting() {
    SortedMap<String, String> keys = new TreeMap<>(current);
    keys.putAll(merged);
    return keys.keySet().stream()
        .filter(key -> !String.valueOf(current.get(key)).equals(String.valueOf(merged.get(key))))
        .toList();
  }

  String get(String key) {
    return merged.getOrDefault(key, "");
  }

  boolean flag(String key) {
    return PropertyString.isTrue(get(key));
  }

  /** Empty where nothing holds it. */
  String lock() {
    return get("lock");
  }

  String digest() {
    return get("digest");
  }

  Description description() {
    return Description.parse(get("description"));
  }
}
