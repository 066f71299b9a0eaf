package dev.phoenix.configuration;

import dev.phoenix.configuration.compose.ComposeFile;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The predecessor ran the Portainer server as a stack of the machine that is primary. phoenix runs
 * it by itself, so such a stack would be a second server on the same ports.
 */
final class ServerStacks {
  private static final Pattern SERVER =
      Pattern.compile("(docker\\.io/)?portainer/portainer(-..)?(:.*)?");

  private final Map<String, StackDefinition> stacks;
  private final Diagnostics diagnostics;

  ServerStacks(Map<String, StackDefinition> stacks, Diagnostics diagnostics) {
    this.stacks = stacks;
    this.diagnostics = diagnostics;
  }

  /** The stacks of a guest without such ones, each of which is told of. */
  List<StackAssignment> leaveOut(DockerGuest machine) {
    return machine.guest().role() == PortainerRole.PRIMARY
        ? machine.stacks().stream().filter(stack -> !isServer(machine, stack)).toList()
        : machine.stacks();
  }

  private boolean isServer(DockerGuest machine, StackAssignment assignment) {
    StackDefinition stack = stacks.get(assignment.stack());
    StackEnvironment environment =
        stack == null ? null : stack.environments().get(assignment.environment());
    ComposeFile compose = environment == null ? null : environment.compose();
    if (compose == null
        || compose.services().values().stream()
            .noneMatch(service -> SERVER.matcher(service.image()).matches())) {
      return false;
    }
    diagnostics.add(
        Diagnostic.warning(
                "the stack " + assignment.stack() + " is the Portainer server itself",
                "phoenix runs the server on "
                    + machine.guest().name()
                    + " by itself, so the stack is left out. Remove it here, and say under"
                    + " \"portainer_api\" what the server needs.")
            .at(assignment.position()));
    return true;
  }
}
