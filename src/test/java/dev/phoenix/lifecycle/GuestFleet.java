package dev.phoenix.lifecycle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes workspaces of many guests on the nodes {@code pve1}, {@code pve2} and so on. */
public final class GuestFleet {
  private static final int FIRST_MACHINE = 1001;
  private static final int FIRST_CONTAINER = 5001;

  private GuestFleet() {}

  /**
   * A workspace of one template, machines that are copies of it, and containers.
   *
   * @param nodes over which the guests are spread
   */
  public static Path write(Path workspace, int nodes, int machines, int containers) {
    List<String> vms = new ArrayList<>();
    vms.add(
        """
        {"vmid":9000,"name":"base","node":"pve1","is_template":true,"template_image":"local:import/base.qcow2",
         "disk_size_gb":8,"network_config":{"ip":"dhcp"}}\
        """);
    for (int i = 0; i < machines; i++) {
      vms.add(
          """
          {"vmid":%d,"name":"web%d","node":"pve%d","clone_from_vmid":9000,"disk_size_gb":32,
           "tags":["web"],"description":"Machine %2$d",
           "network_config":{"ip":"10.1.%d.%d/16","gw":"10.1.0.1"},"user_config":{"username":"root"}}\
          """
              .formatted(FIRST_MACHINE + i, i, 1 + i % nodes, 1 + i / 200, 10 + i % 200));
    }
    List<String> lxcs = new ArrayList<>();
    for (int i = 0; i < containers; i++) {
      lxcs.add(
          """
          "%d":{"name":"box%d","node":"pve%d","template":"local:vztmpl/debian-12-standard.tar.zst",
           "memory_mb":512,"cores":1,"storage_pool":"pool","storage_size_gb":8,"unprivileged":true,
           "network_config":{"name":"eth0","bridge":"vmbr0","ip":"10.2.%d.%d/16","gw":"10.2.0.1"}}\
          """
              .formatted(FIRST_CONTAINER + i, i, 1 + i % nodes, 1 + i / 200, 10 + i % 200));
    }
    Fleet.write(
        workspace.resolve("phoenix_hypervisor_config.json"),
        """
        {"proxmox_api":{"url":"https://10.0.0.13:8006","user":"automation@pve","token":"phoenix",
          "token_secret":"${env:PROXMOX_TOKEN}"},
         "ssh":{"user":"root","public_key":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me@example.org"}}
        """);
    Fleet.write(
        workspace.resolve("phoenix_vm_configs.json"),
        """
        {"vm_defaults":{"cores":2,"memory_mb":2048,"storage_pool":"pool","network_bridge":"vmbr0"},
         "vms":[%s]}
        """
            .formatted(String.join(",\n", vms)));
    if (containers > 0) {
      Fleet.write(
          workspace.resolve("phoenix_lxc_configs.json"),
          "{\"lxc_configs\":{%s}}".formatted(String.join(",\n", lxcs)));
    }
    return workspace;
  }
}
