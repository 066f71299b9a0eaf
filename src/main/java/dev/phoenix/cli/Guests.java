package dev.phoenix.cli;

import dev.phoenix.configuration.Configuration;

/** Says which machines of the files no plan has yet. */
final class Guests {
  private Guests() {}

  /** One line, or nothing where there are none. */
  static String waiting(Configuration configuration) {
    if (configuration.hypervisor() != null) {
      return "";
    }
    String counted = counted("Not in this plan: ", configuration);
    return counted.isEmpty()
        ? ""
        : counted + " of Proxmox VE, because the files have no \"proxmox_api\".\n";
  }

  /** How many there are, behind a few words; nothing where there are none. */
  static String counted(String before, Configuration configuration) {
    int machines = configuration.virtualMachines().size();
    int containers = configuration.containers().size();
    if (machines + containers == 0) {
      return "";
    }
    return before
        + (machines == 0 ? "" : Count.of(machines, "virtual machine"))
        + (machines == 0 || containers == 0 ? "" : " and ")
        + (containers == 0 ? "" : Count.of(containers, "container"));
  }
}
