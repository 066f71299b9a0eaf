package dev.phoenix.resource;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the world calls the object: for a stack {@code {"id": "5", "endpoint": "2", "instance":
 * "<uuid>"}}. Known only once the object exists; never a secret.
 */
public record Identity(SortedMap<String, String> parts) {
  public static final Identity UNKNOWN = new Identity(new TreeMap<>());

  public Identity {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  // Written out: to link those that Java would make takes longer than to plan a small fleet.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Identity that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  public static Identity of(Map<String, String> parts) {
    return new Identity(new TreeMap<>(parts));
  }

  public static Identity of(String name, String value) {
    return of(Map.of(name, value));
  }

  public boolean isKnown() {
    return !parts.isEmpty();
  }

  /** The part of this name, or the empty text. */
  public String part(String name) {
    return parts.getOrDefault(name, "");
  }

  /** The part of this name as a number; 0, which no object has, if a state says something else. */
  public int number(String name) {
    String text = part(name);
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }
}
