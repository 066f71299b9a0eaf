package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;

/** An agent is asked over HTTPS, so its address must be one that fits into a URL. */
final class AgentAddresses implements CrossChecks.Check {
  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    for (Host host : configuration.hosts()) {
      PortainerEnvironment environment = host.environment();
      if (environment != null && !isAddress(environment.agent().address())) {
        diagnostics.add(
            Diagnostic.error(
                    "the agent of %s has no usable address: %s"
                        .formatted(host.name(), environment.agent().address()),
                    "It is neither an IP address nor a host name. Write \"address\" into its host or its agent.")
                .at(host.position()));
      }
    }
  }

  /** An IPv6 address stands in brackets in a URL only; an empty one the schema has refused. */
  private static boolean isAddress(String address) {
    return address.isEmpty()
        || WebAddress.isHost(address)
        || WebAddress.isHost("[" + address + "]");
  }
}
