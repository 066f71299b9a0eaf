package dev.phoenix.configuration;

import dev.phoenix.configuration.compose.ComposeFile;
import dev.phoenix.configuration.compose.ComposeSource;
import dev.phoenix.configuration.compose.Labels;
import dev.phoenix.configuration.compose.Labels.Label;
import dev.phoenix.configuration.compose.Variables;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A stack in one of its environments.
 *
 * @param traefikLabels by service
 * @param compose what its Compose file says; null where that cannot be read
 * @param content what is sent: the text of the Compose file with the labels in it
 * @param files read; a stack that is sent as text cannot carry them
 */
public record StackEnvironment(
    String name,
    SortedMap<String, StackVariable> variables,
    SortedMap<String, List<Reference>> traefikLabels,
    List<StackFile> files,
    List<FirewallRule> firewallRules,
    @Nullable ComposeFile compose,
    String content,
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

  /** The same with what the Compose file says and what is sent of it. */
  public StackEnvironment composed(ComposeSource source, Diagnostics diagnostics) {
    SortedMap<String, List<Label>> labels = new TreeMap<>();
    traefikLabels.forEach((service, texts) ->
        labels.put(
            service,
            texts.stream().map(text -> Label.parse(text.target(), text.position())).toList()));
    Variables seen = composeVariables();
    ComposeFile read = source.read(seen, diagnostics);
    Labels.checkVariables(labels, seen, diagnostics);
    String labelled = source.labelled(labels, diagnostics);
    return with(read, labelled);
  }

  /** The same with what was found in the Compose file. */
  StackEnvironment with(@Nullable ComposeFile read, String labelled) {
    return new StackEnvironment(
        name, variables, traefikLabels, files, firewallRules, read, labelled, position);
  }

  /** A file that the predecessor bound into a container. */
  public record StackFile(String source, String destination, Position position) {}
}
