package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.util.List;

/** Proxmox VE takes no rule with a port of no protocol. */
final class FirewallPorts implements CrossChecks.Check {
  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    configuration.firewallLists().forEach(rules -> rules(rules, diagnostics));
  }

  private static void rules(List<FirewallRule> rules, Diagnostics diagnostics) {
    for (FirewallRule rule : rules) {
      if (!rule.port().isEmpty() && rule.proto().isEmpty()) {
        diagnostics.add(
            Diagnostic.error(
                    "the firewall rule has a port and no protocol",
                    "Write its \"proto\", such as \"tcp\".")
                .at(rule.position()));
      }
    }
  }
}
