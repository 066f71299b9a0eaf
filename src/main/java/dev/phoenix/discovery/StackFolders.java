package dev.phoenix.discovery;

import dev.phoenix.configuration.StackDefinition;
import dev.phoenix.configuration.compose.StackName;
import dev.phoenix.json.JsonLayout;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Finding;
import dev.phoenix.resource.Secret;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a folder for each stack, with what is secret in it taken from the environment. */
final class StackFolders {
  private final Ground ground;
  private final Verdicts verdicts;
  private final Variables variables;
  private final SortedMap<String, String> files;
  private final Collection<LeftOut> leftOut;
  private final Map<String, Finding> written = new HashMap<>();

  StackFolders(
      Ground ground,
      Verdicts verdicts,
      Variables variables,
      SortedMap<String, String> files,
      Collection<LeftOut> leftOut) {
    this.ground = ground;
    this.verdicts = verdicts;
    this.variables = variables;
    this.files = files;
    this.leftOut = leftOut;
  }

  void add(Finding stack, Machine machine) {
    if (isDeclared(stack, machine)) {
      return;
    }
    String what = "stack " + stack.name() + " on " + machine.name();
    Optional<String> obstacle = obstacle(stack, machine);
    if (obstacle.isPresent()) {
      leftOut.add(new LeftOut(what, obstacle.get()));
      return;
    }
    machine.gets(stack.name());
    if (!ground.configuration().stacks().containsKey(stack.name())
        && written.putIfAbsent(stack.name(), stack) == null) {
      write(stack);
    }
  }

  /** The files may have it under a name that only Portainer's spelling makes the same. */
  private boolean isDeclared(Finding stack, Machine machine) {
    return ground
        .configuration()
        .machine(machine.name())
        .map(host ->
            host.stacks().stream()
                .anyMatch(one -> StackName.of(one.stack(), one.environment()).equals(stack.name())))
        .orElse(false);
  }

  private Optional<String> obstacle(Finding stack, Machine machine) {
    String name = stack.name();
    String refused =
        verdicts
            .refused()
            .getOrDefault(
                new Address("stack", machine.name() + "/" + name),
                verdicts.refused().get(new Address("stacks", name)));
    if (refused != null) {
      return Optional.of(refused);
    }
    if (!StackName.normalise(name).equals(name) || !StackName.isUsable(name)) {
      return Optional.of(
          "no folder can have its name: lower-case letters, digits, \"_\" and \"-\" make a stack's");
    }
    StackDefinition there = ground.configuration().stacks().get(name);
    Finding other = written.get(name);
    if (there == null && other != null && !same(stack, other)) {
      return Optional.of(
          "another host has a stack of this name with other content, and the files have one folder a name; rename one of the two");
    }
    Optional<String> variable =
        stack.secrets().keySet().stream().filter(it -> !it.matches("[A-Za-z_]\\w*")).findFirst();
    if (variable.isPresent()) {
      return Optional.of(
          "its variable " + variable.get() + " has a name that the files do not take");
    }
    return SecretValues.inCompose(stack.attributes().text("compose", ""))
        .map(where ->
            "a secret seems to stand in its Compose file (%s), and none is written into a file: make it a variable of the stack in Portainer, deploy that, and look again"
                .formatted(where));
  }

  private static boolean same(Finding one, Finding other) {
    return one.attributes().text("compose").equals(other.attributes().text("compose"))
        && one.secrets().equals(other.secrets());
  }

  private void write(Finding stack) {
    String folder = "stacks/" + stack.name() + "/";
    files.put(folder + "docker-compose.yml", stack.attributes().text("compose").strip() + "\n");
    if (stack.secrets().isEmpty()) {
      return;
    }
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    ArrayNode list = file.putObject("environments").putObject("production").putArray("variables");
    stack
        .secrets()
        .forEach((name, value) ->
            list.addObject().put("name", name).put("value", said(stack, name, value)));
    files.put(folder + "phoenix.json", JsonLayout.file(file));
  }

  private String said(Finding stack, String name, Secret value) {
    String text = value.reveal();
    boolean reference = text.contains("${env:") || text.contains("${file:");
    if (!reference && !SecretValues.isSecret(name, text)) {
      return text;
    }
    String prefix = Names.shout(stack.name());
    String own = Names.shout(name);
    String wanted = own.startsWith(prefix + "_") ? own : prefix + "_" + own;
    return variables.reference(wanted, value, "variable " + name + " of stack " + stack.name());
  }
}
