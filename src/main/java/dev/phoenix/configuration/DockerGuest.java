package dev.phoenix.configuration;

import java.util.List;

/** A guest of Proxmox VE that may have Docker and that Portainer may know. */
public sealed interface DockerGuest permits VirtualMachine, LxcContainer {
  Guest guest();

  /** Its name in Portainer. */
  String environmentName();

  /** Its agent as the Portainer server sees it. */
  String agentHostname();

  List<StackAssignment> stacks();

  default boolean hasDocker() {
    return guest().features().contains("docker");
  }
}
