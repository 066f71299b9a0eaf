package dev.phoenix.configuration;

import dev.phoenix.configuration.compose.Variables;
import dev.phoenix.diagnostic.Position;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A stack in one of its environments.
 *
 * @param traefikLabels by service
 * @param files read; a stack that is sent as text cannot carry them
 */
public record StackEnvironment(
    String name,
    SortedMap<String, StackVariable> variables,
    SortedMap<String, List<String>> traefikLabels,
    List<StackFile> files,
    List<FirewallRule> firewallRules,
    Position position) {

  public StackEnvironment {
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    traefikLabels = Collections.unmodifiableSortedMap(new TreeMap<>(traefikLabels));
    files = List.copyOf(files);
    firewallRules = List.copyOf(firewallRules);
  }

  /** The variables as the Compose file sees them. */
  public Variables composeVariables() {
    Map<String, String> values = new HashMap<>();
    variables.forEach((variable, value) -> values.put(variable, value.reveal()));
    return new Variables(
        values,
        variables.values().stream()
            .filter(StackVariable::sensitive)
            .map(StackVariable::name)
            .collect(Collectors.toSet()));
  }

  /** A file that the predecessor bound into a container. */
  public record StackFile(String source, String destination, Position position) {}
}
