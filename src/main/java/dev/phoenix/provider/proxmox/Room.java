package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Address;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What the guests of one plan take all together from storages that set the whole size of a disk
 * aside at once. Each guest says what it takes when it is read. Safe for threads.
 */
final class Room {
  private static final long GIB = 1L << 30;

  private final Map<Address, Collection<Taken>> taken = new ConcurrentHashMap<>();

  /**
   * So much of one storage.
   *
   * @param storage in words that name its node, unless all nodes share it
   * @param free in bytes, before any of it is taken
   */
  record Taken(String storage, long gib, long free) {}

  void book(Address guest, Collection<Taken> takes) {
    taken.put(guest, takes);
  }

  /** Why there is no room for a guest beside the others of the plan; empty if there is. */
  Optional<String> lack(Address guest, Set<Address> coming) {
    for (Taken own : taken.getOrDefault(guest, Set.of())) {
      SortedMap<Address, Long> all = on(own.storage(), coming);
      long gib = all.values().stream().mapToLong(Long::longValue).sum();
      if (gib * GIB > own.free()) {
        String each =
            all.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return Optional.of(
            "this plan takes %d GiB on %s (%s), where %d GiB are free. Free some, write another storage into the files, or apply some of them alone (--target)"
                .formatted(gib, own.storage(), each, Math.floorDiv(own.free(), GIB)));
      }
    }
    return Optional.empty();
  }

  private SortedMap<Address, Long> on(String storage, Set<Address> coming) {
    SortedMap<Address, Long> all = new TreeMap<>();
    taken.forEach((address, takes) -> {
      for (Taken one : takes) {
        if (one.storage().equals(storage) && one.gib() > 0 && coming.contains(address)) {
          all.merge(address, one.gib(), Long::sum);
        }
      }
    });
    return all;
  }
}
