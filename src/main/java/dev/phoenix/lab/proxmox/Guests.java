package dev.phoenix.lab.proxmox;

import dev.phoenix.lab.engine.Storage;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All guests of the cluster. Guarded by the server's lock. */
final class Guests {
  private final Storage storage;
  private final SortedMap<Integer, Guest> byId = new TreeMap<>();

  Guests(Storage storage) {
    this.storage = storage;
    storage
        .all()
        .values()
        .forEach(json -> {
          Guest guest = Guest.from(json);
          byId.put(guest.vmid, guest);
        });
  }

  Collection<Guest> all() {
    return byId.values();
  }

  Optional<Guest> find(int vmid) {
    return Optional.ofNullable(byId.get(vmid));
  }

  /** The guest of this kind that has its file on this node. */
  Guest get(Kind kind, String node, int vmid) {
    return find(vmid)
        .filter(guest -> guest.kind == kind && guest.node.equals(node))
        .orElseThrow(() ->
            Refusal.of(
                "Configuration file 'nodes/%s/%s/%d.conf' does not exist"
                    .formatted(node, kind.folder, vmid)));
  }

  /** Refuses an id that is taken anywhere in the cluster. */
  void free(int vmid, String doing) {
    find(vmid)
        .ifPresent(guest -> {
          throw Refusal.of(
              doing
                  + guest.kind.label
                  + " "
                  + vmid
                  + " already exists on node '"
                  + guest.node
                  + "'");
        });
  }

  void save(Guest guest) {
    byId.put(guest.vmid, guest);
    storage.put(Integer.toString(guest.vmid), guest.toJson());
  }

  void remove(Guest guest) {
    byId.remove(guest.vmid);
    storage.remove(Integer.toString(guest.vmid));
  }
}
