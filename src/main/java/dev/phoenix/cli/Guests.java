package dev.phoenix.cli;

import dev.phoenix.configuration.Configuration;

/** Says which machines of the files no plan has yet. */
final class Guests {
  private Guests() {}

  /** One line, or nothing where there are none. */
  static String waiting(Configuration configuration) {
    int machines = configuration.virtualMachines().size();
    int containers = configuration.containers().size();
    if (machines + containers == 0) {
      return "";
    }
    return "Not in this plan: "
        + (machines == 0 ? "" : Count.of(machines, "virtual machine"))
        + (machines == 0 || containers == 0 ? "" : " and ")
        + (containers == 0 ? "" : Count.of(containers, "container"))
        + " of Proxmox VE. This version checks them; a later one plans them.\n";
  }
}
