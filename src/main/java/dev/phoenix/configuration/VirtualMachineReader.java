package dev.phoenix.configuration;

import dev.phoenix.configuration.VirtualMachine.CloudInitFiles;
import dev.phoenix.configuration.VirtualMachine.Hardware;
import dev.phoenix.configuration.VirtualMachine.NfsMount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code vms[]} over {@code vm_defaults}. */
final class VirtualMachineReader {
  private final Block defaults;
  private final @Nullable String key;

  private VirtualMachineReader(Block defaults, @Nullable String key) {
    this.defaults = defaults;
    this.key = key;
  }

  /**
   * Reads all of them.
   *
   * @param key public key that each lets in; null where the files name none
   */
  static List<VirtualMachine> read(Block file, @Nullable String key) {
    VirtualMachineReader reader = new VirtualMachineReader(file.blockOrEmpty("vm_defaults"), key);
    return file.blocks("vms").stream().map(reader::machine).toList();
  }

  private VirtualMachine machine(Block block) {
    Guest guest = GuestReader.read(block, defaults, block.number("vmid", 0), "disk_size_gb");
    Block user = block.blockOrEmpty("user_config");
    return new VirtualMachine(
        guest,
        block.flag("is_template", false),
        block.reference("clone_from_vmid"),
        block.text("template_image"),
        block.text("template_image_checksum"),
        block.flag("linked_clone", false),
        new Hardware(
            block.number("sockets"),
            block.text("cpu_type"),
            block.number("balloon_mb"),
            block.number("vlan")),
        user.text("username"),
        keys(user),
        user.secret("password"),
        cloudInit(block.block("cloud_init")),
        block.blocks("volumes").stream().map(VirtualMachineReader::mount).toList(),
        block.map("snapshots"),
        block.text("portainer_environment_name", guest.name()),
        block.text("portainer_agent_hostname", guest.reachedAt()),
        Assignments.read(block));
  }

  private List<String> keys(Block user) {
    List<String> keys = new ArrayList<>(user.texts("ssh_keys"));
    if (key != null) {
      keys.add(key);
    }
    return keys;
  }

  private static @Nullable CloudInitFiles cloudInit(@Nullable Block block) {
    return block == null
        ? null
        : new CloudInitFiles(
            block.text("storage", "local"), block.secret("user_data"), block.secret("vendor_data"));
  }

  private static NfsMount mount(Block volume) {
    return new NfsMount(
        volume.text("name", ""),
        volume.text("server", ""),
        volume.text("path", ""),
        volume.text("mount_point", ""));
  }
}
