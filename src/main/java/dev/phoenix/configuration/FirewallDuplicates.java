package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A firewall rule that stands twice does nothing the second time. */
final class FirewallDuplicates implements CrossChecks.Check {
  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    configuration.firewallLists().forEach(rules -> rules(rules, diagnostics));
  }

  private static void rules(List<FirewallRule> rules, Diagnostics diagnostics) {
    Map<List<String>, Position> seen = new HashMap<>();
    for (FirewallRule rule : rules) {
      Position first = seen.putIfAbsent(essence(rule), rule.position());
      if (first != null) {
        diagnostics.add(
            Diagnostic.warning(
                    "the firewall rule stands twice",
                    "The first is at " + first + ". Remove this one.")
                .at(rule.position()));
      }
    }
  }

  private static List<String> essence(FirewallRule rule) {
    return List.of(
        rule.type(),
        rule.action(),
        rule.source(),
        rule.dest(),
        rule.proto(),
        rule.port(),
        rule.iface());
  }
}
