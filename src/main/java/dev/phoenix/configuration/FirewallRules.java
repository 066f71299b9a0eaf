package dev.phoenix.configuration;

import java.util.List;

/** Reads firewall rules of guests and stacks. */
final class FirewallRules {
  private FirewallRules() {}

  static List<FirewallRule> read(Block block, String name) {
    return block.blocks(name).stream().map(FirewallRules::one).toList();
  }

  private static FirewallRule one(Block rule) {
    return new FirewallRule(
        rule.text("type", ""),
        rule.text("action", ""),
        rule.text("source", ""),
        rule.text("dest", ""),
        rule.text("proto", ""),
        rule.text("port", ""),
        rule.text("iface", ""),
        rule.text("comment", ""),
        rule.position());
  }
}
