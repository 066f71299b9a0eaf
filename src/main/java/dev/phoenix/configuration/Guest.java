package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What virtual machines and containers of Proxmox VE share.
 *
 * @param address static address with its mask, {@code 10.0.0.5/24}; null for DHCP
 * @param mac null where Proxmox VE chooses one
 */
public record Guest(
    int vmid,
    String name,
    PortainerRole role,
    List<String> features,
    @Nullable Reference address,
    @Nullable Reference gateway,
    @Nullable Reference mac,
    List<Reference> dependencies,
    List<FirewallRule> firewallRules,
    Position position) {

  public Guest {
    features = List.copyOf(features);
    dependencies = List.copyOf(dependencies);
    firewallRules = List.copyOf(firewallRules);
  }
}
