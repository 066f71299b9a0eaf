package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * The mount points of a container in the order of their slots, in which Proxmox VE mounts them at
 * each start: one that comes after what lies in it hides that.
 */
final class MountOrder {
  private static final String SLOT = "mp";

  private final TreeMap<Integer, String> paths = new TreeMap<>();

  static MountOrder of(Map<String, String> config) {
    MountOrder order = new MountOrder();
    config.forEach((slot, value) -> order.put(slot, MountsField.path(value)));
    return order;
  }

  /** Other keys of a configuration are no slots. */
  void put(String slot, String path) {
    if (slot.matches(SLOT + "\\d{1,9}") && !path.isEmpty()) {
      paths.put(Integer.parseInt(slot.substring(SLOT.length())), path);
    }
  }

  /** The first free slot of a new one: above those of all in which it lies. */
  int first(String path, IntPredicate taken) {
    int number = 0;
    for (Map.Entry<Integer, String> there : paths.entrySet()) {
      number = path.startsWith(there.getValue() + "/") ? there.getKey() + 1 : number;
    }
    while (taken.test(number)) {
      number++;
    }
    return number;
  }

  /** Why new ones cannot be mounted so that they hide none that is there; empty if they can. */
  static Optional<String> obstacle(Attributes wanted, Attributes seen) {
    MountOrder order = new MountOrder();
    seen.object(Volumes.ATTRIBUTE)
        .properties()
        .forEach(slot -> order.put(slot.getKey(), slot.getValue().path(Volumes.PATH).asString("")));
    Set<String> paths = new TreeSet<>(wanted.object("mounts").propertyNames());
    Set<String> leaving = new TreeSet<>(seen.object("mounts").propertyNames());
    leaving.removeAll(paths);
    return order.obstacle(paths, leaving, wanted.number("vmid", 0));
  }

  private Optional<String> obstacle(Set<String> wanted, Set<String> leaving, int vmid) {
    Set<String> coming = new TreeSet<>(wanted);
    coming.removeAll(paths.values());
    for (String path : coming) {
      int slot = first(path, paths::containsKey);
      List<Integer> hidden = new ArrayList<>(paths.headMap(slot).keySet());
      hidden.removeIf(there ->
          !paths.getOrDefault(there, "").startsWith(path + "/")
              || leaving.contains(paths.getOrDefault(there, "")));
      if (!hidden.isEmpty()) {
        return Optional.of(hides(path, hidden.getFirst(), vmid));
      }
      paths.put(slot, path);
    }
    return Optional.empty();
  }

  private String hides(String path, int lower, int vmid) {
    return "%s would hide %s, which is in the lower slot %s%d, for Proxmox VE mounts by number. Stop the container, put %2$s into a higher slot (pct set %d --delete %3$s%4$d, then its volume as --%3$s%d), and plan again"
        .formatted(path, paths.get(lower), SLOT, lower, vmid, paths.lastKey() + 1);
  }
}
