package dev.phoenix.catalog;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.DockerGuest;
import dev.phoenix.configuration.FirewallRule;
import dev.phoenix.configuration.Guest;
import dev.phoenix.configuration.GuestFirewall;
import dev.phoenix.resource.Attributes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The firewall of a guest: its own rules first, then those of the stacks on it. */
final class FirewallAttribute {
  private FirewallAttribute() {}

  static void put(Attributes.Builder attributes, DockerGuest guest, Configuration configuration) {
    GuestFirewall firewall = guest.guest().firewall();
    if (firewall == null) {
      return;
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("enabled", firewall.enabled());
    put(node, "input", firewall.input());
    put(node, "output", firewall.output());
    ArrayNode rules = node.putArray("rules");
    configuration.firewallRules(guest).stream()
        .map(FirewallAttribute::rule)
        .distinct()
        .forEach(rules::add);
    attributes.put("firewall", node);
  }

  /** Only cards that say so are filtered. */
  static void card(ObjectNode net, Guest guest) {
    GuestFirewall firewall = guest.firewall();
    if (firewall != null && firewall.enabled()) {
      net.put("firewall", true);
    }
  }

  private static ObjectNode rule(FirewallRule rule) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    put(node, "type", rule.type());
    put(node, "action", rule.action());
    put(node, "source", rule.source());
    put(node, "dest", rule.dest());
    put(node, "proto", rule.proto());
    put(node, "port", rule.port().replace(" ", ""));
    put(node, "iface", rule.iface());
    put(node, "comment", rule.comment().strip());
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      node.put(name, value);
    }
  }
}
