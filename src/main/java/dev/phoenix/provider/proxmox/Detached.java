package dev.phoenix.provider.proxmox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** Volumes that were taken off a guest and stay with it, and where they may be put on again. */
final class Detached {
  static final Detached NONE = new Detached(List.of(), new Belongings(new TreeMap<>()));

  private final List<String> unused;
  private final Belongings belongings;

  private Detached(List<String> unused, Belongings belongings) {
    this.unused = unused;
    this.belongings = belongings;
  }

  /** Of what {@link Volumes#of} shows. */
  static Detached of(ObjectNode volumes, Belongings belongings) {
    List<String> unused = new ArrayList<>();
    volumes
        .properties()
        .forEach(entry -> {
          if (entry.getKey().startsWith("unused")) {
            unused.add(Volumes.volume(entry.getValue()));
          }
        });
    return new Detached(unused, belongings);
  }

  /**
   * What a disk or mount point may be filled with.
   *
   * @param sure the one that is put on again; empty if a new one is made, or if nobody can say
   * @param doubtful those among which somebody has to choose
   */
  record Match(Optional<String> sure, List<String> doubtful) {
    Match {
      doubtful = List.copyOf(doubtful);
    }

    /** All that it may be. */
    List<String> all() {
      return sure.map(List::of).orElse(doubtful);
    }
  }

  /** By the volume that it had last; where nobody remembers, by there being only one. */
  Match match(String member, String storage) {
    List<String> there =
        unused.stream()
            .filter(volume -> storage.isEmpty() || volume.startsWith(storage + ":"))
            .filter(volume -> !belongings.isAnothers(member, volume))
            .toList();
    List<String> own = belongings.of(member);
    Optional<String> last = own.stream().findFirst().filter(unused::contains);
    if (last.isPresent() && there.contains(last.get())) {
      return new Match(last, List.of());
    }
    if (own.isEmpty() && there.size() == 1) {
      return new Match(Optional.of(there.getFirst()), List.of());
    }
    Set<String> choice = new TreeSet<>(there);
    if (!there.isEmpty()) {
      last.ifPresent(choice::add);
    }
    return new Match(Optional.empty(), List.copyOf(choice));
  }

  /** The volume to put on again; what is taken is there no more, so that no two get the same. */
  Optional<String> take(String member, String storage) {
    Optional<String> taken = match(member, storage).sure();
    taken.ifPresent(unused::remove);
    return taken;
  }
}
