package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Position;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A stack as its folder describes it.
 *
 * @param name of the folder
 * @param composeFile path relative to the workspace
 * @param environments by name; without {@code phoenix.json} there is {@code production}
 */
public record StackDefinition(
    String name,
    String description,
    String composeFile,
    SortedMap<String, StackEnvironment> environments,
    Position position) {

  public StackDefinition {
    environments = Collections.unmodifiableSortedMap(new TreeMap<>(environments));
  }
}
