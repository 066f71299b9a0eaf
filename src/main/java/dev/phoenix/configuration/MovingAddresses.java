package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;

/**
 * A guest whose address nobody knows beforehand: phoenix asks Proxmox VE for it when it connects,
 * but Portainer reaches the agent by an address or a name that is written down.
 */
final class MovingAddresses implements CrossChecks.Check {
  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    for (Host host : configuration.guestHosts()) {
      PortainerEnvironment environment = host.environment();
      if (host.address().equals(host.name())
          && environment != null
          && environment.agent().address().equals(host.name())) {
        diagnostics.add(
            Diagnostic.warning(
                    "Portainer reaches the agent of %s by its name, for its address comes by DHCP"
                        .formatted(host.name()),
                    "The DNS has to know %s as soon as it has booted. Where it does not, give it a fixed address in network_config, or another name as portainer_agent_hostname. phoenix itself asks Proxmox VE for the address."
                        .formatted(host.name()))
                .at(host.position()));
      }
    }
  }
}
