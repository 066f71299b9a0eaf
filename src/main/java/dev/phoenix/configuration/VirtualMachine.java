package dev.phoenix.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A virtual machine as far as it is checked now.
 *
 * @param cloneFrom number of the template; null where it is made from an image
 * @param environmentName in Portainer
 * @param agentHostname as the Portainer server sees it
 */
public record VirtualMachine(
    Guest guest,
    boolean template,
    @Nullable Reference cloneFrom,
    @Nullable String user,
    String environmentName,
    String agentHostname,
    List<StackAssignment> stacks) {

  public VirtualMachine {
    stacks = List.copyOf(stacks);
  }
}
