package dev.phoenix.configuration;

import dev.phoenix.configuration.VirtualMachine.NfsMount;
import java.util.List;

/** Reads {@code vms[]} over {@code vm_defaults}. */
final class VirtualMachineReader {
  private final Block defaults;

  private VirtualMachineReader(Block defaults) {
    this.defaults = defaults;
  }

  static List<VirtualMachine> read(Block file) {
    VirtualMachineReader reader = new VirtualMachineReader(file.blockOrEmpty("vm_defaults"));
    return file.blocks("vms").stream().map(reader::machine).toList();
  }

  private VirtualMachine machine(Block block) {
    Guest guest = GuestReader.read(block, defaults, block.number("vmid", 0), "disk_size_gb");
    Reference address = guest.address();
    return new VirtualMachine(
        guest,
        block.flag("is_template", false),
        block.reference("clone_from_vmid"),
        block.text("template_image"),
        block.blockOrEmpty("user_config").text("username"),
        block.blocks("volumes").stream().map(VirtualMachineReader::mount).toList(),
        block.map("snapshots"),
        block.text("portainer_environment_name", guest.name()),
        block.text(
            "portainer_agent_hostname",
            address == null ? guest.name() : Networks.withoutMask(address.target())),
        Assignments.read(block));
  }

  private static NfsMount mount(Block volume) {
    return new NfsMount(
        volume.text("name", ""),
        volume.text("server", ""),
        volume.text("path", ""),
        volume.text("mount_point", ""));
  }
}
