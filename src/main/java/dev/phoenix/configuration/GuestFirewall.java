package dev.phoenix.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The firewall of a guest in Proxmox VE.
 *
 * @param rules in order: the first that meets counts
 * @param input what becomes of what no rule meets, inbound; null: as Proxmox VE has it
 * @param output the same, outbound
 */
public record GuestFirewall(
    boolean enabled, List<FirewallRule> rules, @Nullable String input, @Nullable String output) {

  public GuestFirewall {
    rules = List.copyOf(rules);
  }
}
