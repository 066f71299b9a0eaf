package dev.phoenix.configuration;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads virtual machines and containers of Proxmox VE. */
final class GuestReader {
  private GuestReader() {}

  static List<VirtualMachine> machines(Block file) {
    return file.blocks("vms").stream().map(GuestReader::machine).toList();
  }

  static List<LxcContainer> containers(Block file) {
    List<LxcContainer> containers = new ArrayList<>();
    Block map = file.blockOrEmpty("lxc_configs");
    for (String id : map.names()) {
      Block container = map.block(id);
      if (container != null) {
        containers.add(
            new LxcContainer(guest(container, number(id)), container.reference("clone_from_ctid")));
      }
    }
    return containers;
  }

  private static VirtualMachine machine(Block block) {
    Guest guest = guest(block, block.number("vmid", 0));
    String environment = block.text("portainer_environment_name", guest.name());
    Reference address = guest.address();
    return new VirtualMachine(
        guest,
        block.flag("is_template", false),
        block.reference("clone_from_vmid"),
        block.blockOrEmpty("user_config").text("username"),
        environment,
        block.text(
            "portainer_agent_hostname",
            address == null ? guest.name() : Networks.withoutMask(address.target())),
        Assignments.read(block));
  }

  private static Guest guest(Block block, int vmid) {
    Block network = block.blockOrEmpty("network_config");
    return new Guest(
        vmid,
        block.text("name", Integer.toString(vmid)),
        Roles.read(block),
        block.texts("features"),
        fixed(network.reference("ip")),
        network.reference("gw"),
        block.reference("mac_address"),
        block.references("dependencies"),
        FirewallRules.read(block.blockOrEmpty("firewall"), "rules"),
        block.position());
  }

  private static @Nullable Reference fixed(@Nullable Reference address) {
    return address == null || address.target().equals("dhcp") ? null : address;
  }

  /** The schema lets only digits through; what it refused is 0 here. */
  private static int number(String id) {
    try {
      return Integer.parseInt(id);
    } catch (NumberFormatException refused) {
      return 0;
    }
  }
}
