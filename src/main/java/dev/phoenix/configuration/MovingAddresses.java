package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;

/** A guest whose address nobody knows beforehand can only be reached by its name. */
final class MovingAddresses implements CrossChecks.Check {
  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    for (Host host : configuration.guestHosts()) {
      boolean through = host.connection() instanceof Connection.Pct;
      boolean byName = !through || host.environment() != null;
      if (byName && host.address().equals(host.name())) {
        diagnostics.add(
            Diagnostic.warning(
                    host.name() + " has Docker, and its address comes by DHCP",
                    "%s it by its name, so the DNS has to know %s as soon as it has booted. Where it does not, give it a fixed address in network_config."
                        .formatted(
                            through ? "Portainer reaches" : "phoenix and Portainer reach",
                            host.name()))
                .at(host.position()));
      }
    }
  }
}
