package dev.phoenix.resource;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The types of all providers by name. */
public final class ResourceTypes {
  private final SortedMap<String, ResourceType> byName = new TreeMap<>();

  public ResourceTypes(Collection<? extends Provider> providers) {
    for (Provider provider : providers) {
      for (ResourceType type : provider.types()) {
        if (byName.put(type.name(), type) != null) {
          throw new IllegalArgumentException("two types are named " + type.name());
        }
      }
    }
  }

  /**
   * The type of an address.
   *
   * @throws IllegalArgumentException if no provider has it
   */
  public ResourceType of(Address address) {
    ResourceType type = byName.get(address.type());
    if (type == null) {
      throw new IllegalArgumentException("no provider has the type of " + address);
    }
    return type;
  }

  /** What tells the object from all others, whatever it is addressed by. */
  public String keyOf(Address address, Attributes attributes) {
    return address.type() + "\n" + of(address).key(attributes);
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }

  public Map<String, ResourceType> all() {
    return Map.copyOf(byName);
  }
}
