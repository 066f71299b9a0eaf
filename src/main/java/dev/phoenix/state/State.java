package dev.phoenix.state;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything phoenix remembers of a workspace.
 *
 * @param lineage names this history; two states of different lineage never mix
 * @param serial rises by one with every write that changes something
 * @param resources by address
 */
public record State(String lineage, long serial, SortedMap<Address, Recorded> resources) {
  public State {
    resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
  }

  public @Nullable Recorded get(Address address) {
    return resources.get(address);
  }

  public State with(Recorded recorded) {
    SortedMap<Address, Recorded> changed = new TreeMap<>(resources);
    changed.put(recorded.address(), recorded);
    return new State(lineage, serial, changed);
  }

  public State without(Address address) {
    SortedMap<Address, Recorded> changed = new TreeMap<>(resources);
    changed.remove(address);
    return new State(lineage, serial, changed);
  }
}
