package dev.phoenix.view;

import dev.phoenix.resource.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Puts what lives on a host under the host's name, and the rest under Portainer's. */
final class Grouping {
  private static final Set<String> OF_A_HOST =
      Set.of("docker", "volume", "network", "agent", "endpoint", "stack");
  private static final String PORTAINER = "Portainer";

  private Grouping() {}

  /** Hosts by name, Portainer's own objects first; the order within a group is kept. */
  static <T> SortedMap<String, List<T>> of(Collection<T> things, Function<T, Address> address) {
    SortedMap<String, List<T>> groups =
        new TreeMap<>((a, b) -> {
          int first = Boolean.compare(!a.equals(PORTAINER), !b.equals(PORTAINER));
          return first != 0 ? first : a.compareTo(b);
        });
    for (T thing : things) {
      groups.computeIfAbsent(group(address.apply(thing)), g -> new ArrayList<>()).add(thing);
    }
    return groups;
  }

  private static String group(Address address) {
    if (!OF_A_HOST.contains(address.type())) {
      return PORTAINER;
    }
    int slash = address.name().indexOf('/');
    return slash < 0 ? address.name() : address.name().substring(0, slash);
  }
}
