package dev.phoenix.view;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.HostNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Puts what a host is and what lives on it under the host's name, and the rest under what keeps it.
 */
final class Grouping {
  private static final Set<String> OF_PROXMOX = Set.of("hypervisor", "template");
  private static final String PROXMOX = "Proxmox VE";
  private static final String PORTAINER = "Portainer";

  private Grouping() {}

  /** Hosts by name, what hosts hang on first; the order within a group is kept. */
  static <T> SortedMap<String, List<T>> of(Collection<T> things, Function<T, Address> address) {
    SortedMap<String, List<T>> groups =
        new TreeMap<>((a, b) -> {
          int first = Integer.compare(place(a), place(b));
          return first != 0 ? first : a.compareTo(b);
        });
    for (T thing : things) {
      groups.computeIfAbsent(group(address.apply(thing)), g -> new ArrayList<>()).add(thing);
    }
    return groups;
  }

  private static int place(String group) {
    return switch (group) {
      case PROXMOX -> 0;
      case PORTAINER -> 1;
      default -> 2;
    };
  }

  private static String group(Address address) {
    if (OF_PROXMOX.contains(address.type())) {
      return PROXMOX;
    }
    return HostNames.of(address).orElse(PORTAINER);
  }
}
