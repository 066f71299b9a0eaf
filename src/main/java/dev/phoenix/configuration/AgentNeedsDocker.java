package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;

/** Portainer's server and agents are containers, so their machine has Docker. */
final class AgentNeedsDocker implements CrossChecks.Check {
  private final Refusals refusals;

  AgentNeedsDocker(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    if (refusals.touch(WorkspaceFiles.MACHINES, "/vms/*/features")
        || refusals.touch(WorkspaceFiles.CONTAINERS, "/lxc_configs/*/features")) {
      return;
    }
    for (DockerGuest machine : configuration.guests()) {
      Guest guest = machine.guest();
      if (guest.role() != PortainerRole.NONE && !machine.hasDocker()) {
        diagnostics.add(
            Diagnostic.error(
                    guest.name() + " has a Portainer role but no Docker",
                    "Add \"docker\" to its features, or make its portainer_role none.")
                .at(guest.position()));
      }
    }
  }
}
