package dev.phoenix.configuration;

import dev.phoenix.configuration.compose.StackName;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.schema.Nearest;
import java.util.List;
import java.util.stream.Collectors;

/** A stack that a machine names exists, in that environment, and Portainer knows the machine. */
final class Assigned implements CrossChecks.Check {
  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    for (Host host : configuration.hosts()) {
      boolean known = host.environment() != null;
      machine(configuration, host.name(), known, host.stacks(), diagnostics);
      registries(configuration, host, diagnostics);
    }
    for (VirtualMachine machine : configuration.virtualMachines()) {
      Guest guest = machine.guest();
      boolean known = guest.role() != PortainerRole.NONE;
      machine(configuration, guest.name(), known, machine.stacks(), diagnostics);
    }
  }

  private static void machine(
      Configuration configuration,
      String name,
      boolean known,
      List<StackAssignment> stacks,
      Diagnostics diagnostics) {
    if (!known && !stacks.isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
                  name + " has stacks but no Portainer environment",
                  "Portainer deploys stacks through an agent: give the machine"
                      + " \"portainer_role\": \"agent\".")
              .at(stacks.getFirst().position()));
    }
    Unique names = new Unique("stack name", diagnostics);
    for (StackAssignment assignment : stacks) {
      StackDefinition stack = configuration.stacks().get(assignment.stack());
      if (stack == null) {
        diagnostics.add(unknownStack(configuration, assignment));
      } else if (!stack.environments().containsKey(assignment.environment())) {
        diagnostics.add(unknownEnvironment(stack, assignment));
      }
      names.claim(
          StackName.of(assignment.stack(), assignment.environment()), name, assignment.position());
    }
  }

  private static Diagnostic unknownStack(Configuration configuration, StackAssignment one) {
    String near = Nearest.to(one.stack(), configuration.stacks().keySet());
    return Diagnostic.error(
            "there is no stack \"" + one.stack() + "\"",
            near == null
                ? "Make the folder stacks/" + one.stack() + " with a docker-compose.yml in it."
                : "Did you mean \"" + near + "\"?")
        .at(one.position());
  }

  private static Diagnostic unknownEnvironment(StackDefinition stack, StackAssignment one) {
    return Diagnostic.error(
            "the stack \"" + stack.name() + "\" has no environment \"" + one.environment() + "\"",
            stack.position()
                + " has: "
                + stack.environments().keySet().stream().collect(Collectors.joining(", "))
                + ".")
        .at(one.position());
  }

  private static void registries(Configuration configuration, Host host, Diagnostics diagnostics) {
    PortainerServer server = configuration.portainer();
    List<String> known =
        server == null
            ? List.of()
            : server.registries().stream().map(PortainerServer.Registry::name).toList();
    for (String name : host.registries()) {
      if (!known.contains(name)) {
        diagnostics.add(
            Diagnostic.error(
                    "there is no registry \"" + name + "\"",
                    host.name() + " names it. Add it to portainer_api.registries.")
                .at(host.position()));
      }
    }
  }
}
