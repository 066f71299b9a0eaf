package dev.phoenix.lab.proxmox;

import java.util.Map;

/**
 * A call that passed the checks of its form.
 *
 * @param path the variables of the path
 */
record Call(Caller caller, Rights rights, Map<String, String> path, Values values) {
  String path(String name) {
    return path.getOrDefault(name, "");
  }

  /** The node that the path names. */
  String node() {
    return path("node");
  }

  int vmid() {
    return Integer.parseInt(path("vmid"));
  }

  void require(String at, String... oneOf) {
    rights.require(caller, at, oneOf);
  }

  /** Whether the caller has the privilege for the guest. */
  void requireGuest(String... oneOf) {
    require("/vms/" + vmid(), oneOf);
  }
}
