package dev.phoenix.configuration.compose;

import java.util.Map;
import java.util.Set;

/**
 * The variables of a stack that its Compose file may name.
 *
 * @param values by name
 * @param sensitive names of those that may not show in what is planned or recorded
 */
public record Variables(Map<String, String> values, Set<String> sensitive) {
  public static final Variables NONE = new Variables(Map.of(), Set.of());

  public Variables {
    values = Map.copyOf(values);
    sensitive = Set.copyOf(sensitive);
  }

  public static Variables of(Map<String, String> values) {
    return new Variables(values, Set.of());
  }
}
