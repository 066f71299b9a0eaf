package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.HostNames;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Renames;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which objects the files only name otherwise. One is known again by its key; and since keys name
 * other objects, each that is known again may be what others are known by.
 *
 * @param movedTo the address of now by the one it was recorded under
 * @param records all that was recorded, each under its address of before, with those of now in all
 *     that it names
 */
record Moves(Map<Address, Address> movedTo, List<Recorded> records) {

  static Moves of(
      Map<Address, Resource> wanted, Collection<Recorded> recorded, ResourceTypes types) {
    Search search = new Search(wanted, recorded, types);
    while (search.byKey() || search.byHost()) {
      search.rename();
    }
    return new Moves(search.movedTo, search.records);
  }

  /** What is left to be found. */
  private static final class Search {
    private final ResourceTypes types;
    private final Map<Address, Resource> newcomers = new HashMap<>();
    private final Set<Address> leavers = new HashSet<>();
    private final Map<Address, Address> movedTo = new HashMap<>();
    private List<Recorded> records;

    Search(Map<Address, Resource> wanted, Collection<Recorded> recorded, ResourceTypes types) {
      this.types = types;
      this.records = List.copyOf(recorded);
      newcomers.putAll(wanted);
      recorded.forEach(record -> newcomers.remove(record.address()));
      if (!newcomers.isEmpty()) {
        recorded.forEach(record -> leavers.add(record.address()));
        leavers.removeAll(wanted.keySet());
      }
    }

    boolean byKey() {
      if (leavers.isEmpty() || newcomers.isEmpty()) {
        return false;
      }
      Map<String, Address> keys = new HashMap<>();
      Set<String> ambiguous = new HashSet<>();
      for (Resource resource : newcomers.values()) {
        String key = types.keyOf(resource.address(), resource.attributes());
        if (keys.put(key, resource.address()) != null) {
          ambiguous.add(key);
        }
      }
      keys.keySet().removeAll(ambiguous);
      Map<Address, Address> found = new HashMap<>();
      for (Recorded record : records) {
        if (leavers.contains(record.address())) {
          Address now = keys.remove(types.keyOf(record.address(), record.attributes()));
          if (now != null) {
            found.put(record.address(), now);
          }
        }
      }
      return take(found);
    }

    /**
     * What has its host's name in its own, as environments have, is known by its host. A machine is
     * what it is by its number alone: another may have been put in the place of the old one.
     */
    boolean byHost() {
      Map<String, Optional<String>> hosts = new HashMap<>();
      movedTo.forEach((before, now) -> {
        Optional<String> name = HostNames.of(now);
        HostNames.of(before)
            .ifPresent(old -> hosts.merge(old, name, (a, b) -> a.equals(b) ? a : Optional.empty()));
      });
      Map<Address, Address> found = new HashMap<>();
      for (Address before : leavers) {
        Optional<Address> now =
            HostNames.of(before)
                .flatMap(host -> hosts.getOrDefault(host, Optional.empty()))
                .map(host -> HostNames.on(host, before));
        if (now.isPresent() && newcomers.containsKey(now.get()) && !types.of(before).contains()) {
          found.put(before, now.get());
        }
      }
      return take(found);
    }

    private boolean take(Map<Address, Address> found) {
      movedTo.putAll(found);
      leavers.removeAll(found.keySet());
      newcomers.keySet().removeAll(found.values());
      return !found.isEmpty();
    }

    void rename() {
      Renames renames = new Renames(movedTo);
      List<Recorded> renamed = new ArrayList<>();
      records.forEach(record -> renamed.add(renames.in(record)));
      records = renamed;
    }
  }
}
