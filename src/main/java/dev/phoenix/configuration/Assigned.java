package dev.phoenix.configuration;

import dev.phoenix.configuration.compose.StackName;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Nearest;
import java.util.List;
import java.util.stream.Collectors;

/** A stack that a machine names exists, in that environment, and Portainer knows the machine. */
final class Assigned implements CrossChecks.Check {
  private final Refusals refusals;

  Assigned(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    for (Host host : configuration.hosts()) {
      boolean known = host.environment() != null;
      machine(configuration, host.name(), known, host.stacks(), diagnostics);
      registries(configuration, host, diagnostics);
    }
    for (DockerGuest machine : configuration.guests()) {
      Guest guest = machine.guest();
      boolean known = guest.role() != PortainerRole.NONE;
      machine(configuration, guest.name(), known, machine.stacks(), diagnostics);
    }
  }

  private void machine(
      Configuration configuration,
      String name,
      boolean known,
      List<StackAssignment> stacks,
      Diagnostics diagnostics) {
    if (!known && !stacks.isEmpty() && !CrossChecks.areRolesUnsure(refusals)) {
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
      if (stack == null && !isStackUnsure(assignment.stack())) {
        diagnostics.add(unknownStack(configuration, assignment));
      } else if (stack != null
          && !stack.environments().containsKey(assignment.environment())
          && !areEnvironmentsUnsure(assignment.stack())) {
        diagnostics.add(unknownEnvironment(stack, assignment));
      }
      names.claim(
          StackName.of(assignment.stack(), assignment.environment()), name, assignment.position());
    }
  }

  private boolean isStackUnsure(String stack) {
    return refusals.inStack(stack)
        || refusals.hide(WorkspaceFiles.STACKS, "/docker_stacks/*/compose_file_path");
  }

  private boolean areEnvironmentsUnsure(String stack) {
    return refusals.hide("stacks/" + stack + "/phoenix.json", "/environments/*")
        || refusals.hide(WorkspaceFiles.HYPERVISOR, "/hosts/*/docker_stacks/*/environment")
        || refusals.hide(WorkspaceFiles.MACHINES, "/vms/*/docker_stacks/*/environment")
        || refusals.hide(WorkspaceFiles.CONTAINERS, "/lxc_configs/*/docker_stacks/*/environment")
        || refusals.hide(WorkspaceFiles.STACKS, "/docker_stacks/*/environments/*");
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

  private void registries(Configuration configuration, Host host, Diagnostics diagnostics) {
    PortainerServer server = configuration.portainer();
    List<String> known =
        server == null
            ? List.of()
            : server.registries().stream().map(PortainerServer.Registry::name).toList();
    boolean sure = !refusals.hide(WorkspaceFiles.HYPERVISOR, "/portainer_api/registries/*/name");
    for (String name : host.registries()) {
      if (sure && !known.contains(name)) {
        diagnostics.add(
            Diagnostic.error(
                    "there is no registry \"" + name + "\"",
                    host.name() + " names it. Add it to portainer_api.registries.")
                .at(host.position()));
      }
    }
  }
}
