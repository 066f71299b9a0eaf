package dev.phoenix.lab.engine;

import dev.phoenix.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The {@code filters} of a list request: values by name, of which any may fit. */
public record Filters(Map<String, List<String>> values) {
  public static final Filters NONE = new Filters(Map.of());

  public Filters {
    values = Map.copyOf(values);
  }

  /** Reads {@code {"label":["a=b"]}} or the older {@code {"label":{"a=b":true}}}. */
  public static Filters of(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    try {
      Map<String, List<String>> values = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : JsonText.read(text).properties()) {
        values.put(
            entry.getKey(),
            entry.getValue().isObject()
                ? new ArrayList<>(entry.getValue().propertyNames())
                : Json.words(entry.getValue()));
      }
      return new Filters(values);
    } catch (JacksonException broken) {
      throw new Refusal(400, "invalid filter");
    }
  }

  /** Those with this label. */
  public static Filters label(String label) {
    return new Filters(Map.of("label", List.of(label)));
  }

  boolean labels(Map<String, String> labels) {
    return values.getOrDefault("label", List.of()).stream()
        .allMatch(wanted -> {
          String[] parts = wanted.split("=", 2);
          String value = labels.get(parts[0]);
          return value != null && (parts.length == 1 || parts[1].equals(value));
        });
  }

  boolean names(String name) {
    return any("name", wanted -> name.contains(wanted.replaceAll("[/^$]", "")));
  }

  boolean ids(String id) {
    return any("id", id::startsWith);
  }

  boolean any(String filter, java.util.function.Predicate<String> fits) {
    List<String> wanted = values.getOrDefault(filter, List.of());
    return wanted.isEmpty() || wanted.stream().anyMatch(fits);
  }
}
