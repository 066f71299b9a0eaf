package dev.phoenix.configuration;

import dev.phoenix.configuration.StackEnvironment.StackFile;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.resource.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Merges what a stack's own {@code phoenix.json} says with what the older central file says of it:
 * each field of an environment is taken from its own file, else from the central one.
 */
final class StackReader {
  private final SecretReader secrets;
  private final Refusals refusals;
  private final @Nullable StackCompose compose;
  private final Diagnostics diagnostics;

  /**
   * A reader of one stack.
   *
   * @param compose null where too little is known of the stack to hold its Compose file against
   */
  StackReader(
      SecretReader secrets,
      Refusals refusals,
      @Nullable StackCompose compose,
      Diagnostics diagnostics) {
    this.secrets = secrets;
    this.refusals = refusals;
    this.compose = compose;
    this.diagnostics = diagnostics;
  }

  /** Environments of a stack; without any there is {@code production}. */
  SortedMap<String, StackEnvironment> environments(
      @Nullable Block own, @Nullable Block central, Position folder) {
    SortedMap<String, StackEnvironment> all = new TreeMap<>();
    Block ownOnes = environmentsOf(own);
    Block centralOnes = environmentsOf(central);
    Set<String> names = new TreeSet<>();
    names.addAll(ownOnes == null ? List.of() : ownOnes.names());
    names.addAll(centralOnes == null ? List.of() : centralOnes.names());
    for (String name : names) {
      Block one = ownOnes == null ? null : ownOnes.block(name);
      Block other = centralOnes == null ? null : centralOnes.block(name);
      Block first = one == null ? other : one;
      if (first != null) {
        all.put(name, environment(name, first, other == null ? first : other));
      }
    }
    if (all.isEmpty()) {
      StackEnvironment usual = usual(folder);
      all.put(usual.name(), isWhole(own) && isWhole(central) ? composed(usual) : usual);
    }
    return all;
  }

  /** Whether all environments that a stack has were read. */
  private boolean isWhole(@Nullable Block stack) {
    return stack == null
        || !refusals.hide(stack.file().name(), stack.pointer() + "/environments/*");
  }

  private static StackEnvironment usual(Position folder) {
    return new StackEnvironment(
        Assignments.USUAL_ENVIRONMENT,
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        List.of(),
        null,
        "",
        folder);
  }

  private static @Nullable Block environmentsOf(@Nullable Block stack) {
    return stack == null ? null : stack.block("environments");
  }

  private StackEnvironment environment(String name, Block own, Block central) {
    Block variables = own.has("variables") ? own : central;
    StackEnvironment read =
        new StackEnvironment(
            name,
            variables(variables),
            labels(own.has("services") ? own : central),
            files(own.has("files") ? own : central),
            FirewallRules.read(own.has("firewall_rules") ? own : central, "firewall_rules"),
            null,
            "",
            own.position());
    // Where a variable is broken, Compose would complain of what follows from that.
    boolean whole = !refusals.touch(variables.file().name(), variables.pointer() + "/variables");
    return whole ? composed(read) : read;
  }

  private StackEnvironment composed(StackEnvironment environment) {
    return compose == null ? environment : compose.in(environment);
  }

  private SortedMap<String, StackVariable> variables(Block environment) {
    SortedMap<String, StackVariable> variables = new TreeMap<>();
    Map<String, Block> seen = new HashMap<>();
    for (Block variable : environment.blocks("variables")) {
      String name = variable.text("name");
      String value = variable.text("value");
      if (name != null && value != null) {
        Block first = seen.putIfAbsent(name, variable);
        if (first == null) {
          variables.put(name, variable(name, value, variable));
        } else {
          twice(name, first.position("name"), variable);
        }
      }
    }
    return variables;
  }

  private void twice(String name, Position first, Block variable) {
    diagnostics.add(
        Diagnostic.error(
                "the variable " + name + " is given twice",
                "The first is at " + first + ". Remove one of them.")
            .at(variable.position("name"))
            .about(JsonFile.below(variable.pointer(), "name")));
  }

  private StackVariable variable(String name, String value, Block block) {
    Position place = block.position("value");
    if (SecretReader.isReference(value)) {
      String field = JsonFile.below(block.pointer(), "value");
      Secret secret = secrets.resolve(value, place, field);
      if (secret == null) {
        refusals.value(block.file().name(), field);
      }
      return new StackVariable.Sensitive(name, secret == null ? new Secret("") : secret, place);
    }
    if (!value.isEmpty() && SecretNames.looksSecret(name)) {
      Secret secret = secrets.read(value, place, JsonFile.below(block.pointer(), "value"));
      return new StackVariable.Sensitive(name, secret == null ? new Secret("") : secret, place);
    }
    return new StackVariable.Plain(name, value, place);
  }

  private static SortedMap<String, List<Reference>> labels(Block environment) {
    SortedMap<String, List<Reference>> labels = new TreeMap<>();
    Block services = environment.blockOrEmpty("services");
    for (String service : services.names()) {
      List<Reference> own = services.blockOrEmpty(service).references("traefik_labels");
      if (!own.isEmpty()) {
        labels.put(service, own);
      }
    }
    return labels;
  }

  private static List<StackFile> files(Block environment) {
    return environment.blocks("files").stream()
        .map(file ->
            new StackFile(
                file.text("source", ""),
                file.text("destination_in_container", ""),
                file.position()))
        .toList();
  }
}
