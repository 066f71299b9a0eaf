package dev.phoenix.provider.proxmox;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value of the form {@code local-lvm:vm-100-disk-0,size=32G}: keys and values, of which one may
 * stand without its key.
 *
 * @param properties by key, in the order in which they are printed; the bare one under {@code main}
 */
record PropertyString(String main, SortedMap<String, String> properties) {
  PropertyString {
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
  }

  /**
   * Reads what the server writes.
   *
   * @param main key of the property that may stand without it
   */
  static PropertyString parse(String text, String main) {
    SortedMap<String, String> properties = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      String word = part.strip();
      int equals = word.indexOf('=');
      if (equals > 0) {
        properties.put(word.substring(0, equals), word.substring(equals + 1));
      } else if (!word.isEmpty()) {
        properties.put(main, word);
      }
    }
    return new PropertyString(main, properties);
  }

  static PropertyString empty(String main) {
    return new PropertyString(main, new TreeMap<>());
  }

  @Nullable String get(String key) {
    return properties.get(key);
  }

  String get(String key, String otherwise) {
    return properties.getOrDefault(key, otherwise);
  }

  boolean flag(String key) {
    return isTrue(properties.getOrDefault(key, "0"));
  }

  /** The words that the server takes for true. */
  static boolean isTrue(String text) {
    return switch (text) {
      case "1", "on", "yes", "true" -> true;
      default -> false;
    };
  }

  /** With the key set, or without it where the value is null. */
  PropertyString with(String key, @Nullable String value) {
    SortedMap<String, String> changed = new TreeMap<>(properties);
    if (value == null) {
      changed.remove(key);
    } else {
      changed.put(key, value);
    }
    return new PropertyString(main, changed);
  }

  /** The bare one first, then the keys in their order, as the server itself prints it. */
  String print() {
    String rest =
        properties.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(main))
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(","));
    String bare = properties.get(main);
    if (bare == null) {
      return rest;
    }
    return rest.isEmpty() ? bare : bare + "," + rest;
  }

  Map<String, String> all() {
    return properties;
  }
}
