package dev.phoenix.configuration;

import dev.phoenix.configuration.Guest.Placement;
import dev.phoenix.configuration.Guest.StartUp;
import dev.phoenix.configuration.Guest.TraefikRoute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what virtual machines and containers of Proxmox VE share. */
final class GuestReader {
  private GuestReader() {}

  /**
   * Reads one guest.
   *
   * @param defaults what counts where the guest says nothing; empty where there are none
   * @param disk name of the field with the size of the disk
   */
  static Guest read(Block block, Block defaults, int vmid, String disk) {
    Block route = block.block("traefik_service");
    return new Guest(
        vmid,
        block.text("name", Integer.toString(vmid)),
        Roles.read(block),
        either(block, defaults, "cores"),
        either(block, defaults, "memory_mb"),
        storage(block, defaults),
        either(block, defaults, disk),
        network(block, defaults),
        new StartUp(
            block.flag("start_at_boot", false),
            block.number("boot_order"),
            block.number("boot_delay")),
        block.texts("features"),
        firewall(block.block("firewall")),
        route == null ? null : new TraefikRoute(route.text("name", ""), route.number("port", 0)),
        new Placement(
            block.text("node"),
            block.has("tags") ? block.texts("tags") : null,
            block.text("description"),
            block.flag("protection")),
        block.references("dependencies"),
        block.position());
  }

  /** A linked clone shares the disk of its template, and so lies where that does. */
  private static @Nullable String storage(Block block, Block defaults) {
    return block.has("storage_pool") || block.flag("linked_clone", false)
        ? block.text("storage_pool")
        : defaults.text("storage_pool");
  }

  private static @Nullable Integer either(Block block, Block defaults, String name) {
    return block.has(name) ? block.number(name) : defaults.number(name);
  }

  private static NetworkCard network(Block block, Block defaults) {
    Block network = block.blockOrEmpty("network_config");
    String bridge = network.text("bridge");
    if (bridge == null) {
      bridge = block.text("network_bridge");
    }
    Reference mac = network.reference("mac_address");
    List<String> nameservers = new ArrayList<>(network.oneOrMany("nameserver"));
    nameservers.addAll(network.oneOrMany("nameservers"));
    return new NetworkCard(
        network.text("name"),
        bridge == null ? defaults.text("network_bridge") : bridge,
        fixed(network.reference("ip")),
        network.reference("gw"),
        mac == null ? block.reference("mac_address") : mac,
        nameservers,
        network.text("searchdomain"));
  }

  private static @Nullable GuestFirewall firewall(@Nullable Block firewall) {
    return firewall == null
        ? null
        : new GuestFirewall(
            firewall.flag("enabled", false),
            FirewallRules.read(firewall, "rules"),
            firewall.text("default_input_policy"),
            firewall.text("default_output_policy"));
  }

  private static @Nullable Reference fixed(@Nullable Reference address) {
    return address == null || address.target().equals("dhcp") ? null : address;
  }
}
