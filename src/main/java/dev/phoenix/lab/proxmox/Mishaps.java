package dev.phoenix.lab.proxmox;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What goes wrong inside the server, the same for the same seed. */
final class Mishaps {
  private final int faults;
  private final Random random;

  Mishaps(int faults, long seed) {
    this.faults = faults;
    this.random = new Random(seed);
  }

  private synchronized boolean strikes() {
    return faults > 0 && random.nextInt(1000) < faults;
  }

  /** Somebody else has the lock of the guest's file for too long. */
  void lock(Guest guest) {
    if (strikes()) {
      throw Refusal.of(locked(guest.kind, guest.vmid));
    }
  }

  private static String locked(Kind kind, int vmid) {
    return kind == Kind.QEMU
        ? "can't lock file '/var/lock/qemu-server/lock-" + vmid + ".conf' - got timeout"
        : "can't lock file '/run/lock/lxc/pve-config-" + vmid + ".lock' - got timeout";
  }

  /** How a task will end instead of well; null if it will end well. */
  @Nullable String late(String type, String id, String slot) {
    if (!strikes()) {
      return null;
    }
    Kind kind = type.startsWith("vz") ? Kind.LXC : Kind.QEMU;
    int vmid = id.matches("[0-9]+") ? Integer.parseInt(id) : 0;
    return slot.isEmpty()
        ? locked(kind, vmid)
        : "can't lock file '/var/lock/pve-manager/pve-storage-" + slot + "' - got timeout";
  }

  /** Whether a task ends with a warning. */
  synchronized boolean warns() {
    return faults > 0 && random.nextInt(1000) < faults;
  }
}
