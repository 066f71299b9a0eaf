package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.proxmox.Inventory.Listed;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Stray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The guests of a cluster that bear our mark: one request each, for only their notes say so. */
final class MarkedGuests {
  private MarkedGuests() {}

  static List<Stray> of(Address hypervisor, Cluster cluster) throws ResourceFailure {
    List<Stray> found = new ArrayList<>();
    for (Listed listed : cluster.inventory().guests().values()) {
      Guest guest = listed.guest();
      Optional<GuestConfig> config = cluster.config(guest, false);
      String owner = config.isEmpty() ? null : config.get().description().owner();
      if (owner != null) {
        found.add(
            new Stray(
                Address.parse(owner),
                hypervisor + " " + guest.vmid(),
                guest.name() + " on node " + guest.node()));
      }
    }
    return found;
  }
}
