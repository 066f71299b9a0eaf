package dev.phoenix.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The machines that were ever named to a world: a machine stays where it is when files forget it.
 */
final class KnownMachines {
  private static final String KEPT = "machine/";

  private final WorldLog world;

  KnownMachines(WorldLog world) {
    this.world = world;
  }

  List<LabFleet.Host> all() {
    return world.beginning(KEPT).values().stream().map(LabFleet.Host::of).toList();
  }

  /**
   * Remembers machines.
   *
   * @param live names of all that are there, these included
   * @param renamed told of each that was known by another name at the same place, with both names
   */
  void meet(List<LabFleet.Host> hosts, Set<String> live, BiConsumer<String, String> renamed) {
    Map<String, LabFleet.Host> byName = new HashMap<>();
    Map<String, String> left = new HashMap<>();
    for (LabFleet.Host host : all()) {
      byName.put(host.name(), host);
      if (!live.contains(host.name())) {
        left.put(place(host), host.name());
      }
    }
    for (LabFleet.Host host : hosts) {
      LabFleet.Host before = byName.get(host.name());
      String otherName = before == null ? left.remove(place(host)) : null;
      if (otherName != null) {
        renamed.accept(otherName, host.name());
        forget(otherName);
      }
      if (!host.equals(before)) {
        world.put(KEPT + host.name(), host.json());
      }
    }
  }

  private static String place(LabFleet.Host host) {
    return host.address() + " " + host.port();
  }

  void forget(String name) {
    world.remove(KEPT + name);
  }
}
