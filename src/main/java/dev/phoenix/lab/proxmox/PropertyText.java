package dev.phoenix.lab.proxmox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A value that is itself a list of {@code key=value}, as {@code local-zfs:vm-100-disk-0,size=32G}.
 *
 * @param first the key that may be left out
 */
record PropertyText(String first, Map<String, String> values) {

  PropertyText {
    values = new LinkedHashMap<>(values);
  }

  static PropertyText of(String first, String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        values.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      } else if (!part.isBlank()) {
        values.put(first, part.strip());
      }
    }
    return new PropertyText(first, values);
  }

  @Nullable String find(String key) {
    return values.get(key);
  }

  String get(String key) {
    return values.getOrDefault(key, "");
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  PropertyText with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(key, value);
    return new PropertyText(first, more);
  }

  PropertyText without(String key) {
    Map<String, String> fewer = new LinkedHashMap<>(values);
    fewer.remove(key);
    return new PropertyText(first, fewer);
  }

  /** As the server writes it: the first key bare, then the others in their order. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(get(first));
    new TreeMap<>(values)
        .forEach((key, value) -> {
          if (!key.equals(first)) {
            text.append(text.isEmpty() ? "" : ",").append(key).append('=').append(value);
          }
        });
    return text.toString();
  }
}
