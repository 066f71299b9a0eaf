package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which volumes a disk or mount point had when the guest was changed last, the newest first: a
 * volume that was taken off says by itself neither where it was nor whether it is an old copy.
 */
record Belongings(SortedMap<String, List<String>> byMember) {
  private static final String PART = "volume ";

  static Belongings of(Identity identity) {
    SortedMap<String, List<String>> known = new TreeMap<>();
    identity
        .parts()
        .forEach((part, volumes) -> {
          if (part.startsWith(PART)) {
            known.put(part.substring(PART.length()), CloudInitField.words(volumes));
          }
        });
    return new Belongings(known);
  }

  /** What the member had, the newest first. */
  List<String> of(String member) {
    return byMember.getOrDefault(member, List.of());
  }

  /** Whether the volume was another's. */
  boolean isAnothers(String member, String volume) {
    return byMember.entrySet().stream()
        .anyMatch(known -> !known.getKey().equals(member) && known.getValue().contains(volume));
  }

  /** As it is now; what the guest has no more, not even until its next start, is forgotten. */
  Belongings now(Attributes wanted, GuestConfig config) {
    Volumes there = new Volumes(Volumes.of(config.merged()));
    SortedMap<String, List<String>> mounted = new TreeMap<>();
    for (String slots : Volumes.SLOTS) {
      for (String member : wanted.object(slots).propertyNames()) {
        String volume = Volumes.volume(there.of(member));
        if (!volume.isEmpty() && !volume.startsWith("/")) {
          mounted.put(member, List.of(volume));
        }
      }
    }
    TreeSet<String> left = new TreeSet<>();
    there.all().forEach(volume -> left.add(Volumes.volume(volume)));
    Volumes.of(config.current()).forEach(volume -> left.add(Volumes.volume(volume)));
    mounted.values().forEach(left::removeAll);
    SortedMap<String, List<String>> now = new TreeMap<>(mounted);
    byMember.forEach((member, known) -> {
      List<String> all = new ArrayList<>(mounted.getOrDefault(member, List.of()));
      known.stream().filter(left::contains).forEach(all::add);
      if (!all.isEmpty()) {
        now.put(member, all);
      }
    });
    return new Belongings(now);
  }

  /** Puts them into an identity in place of those of before. */
  void into(Map<String, String> identity) {
    identity.keySet().removeIf(part -> part.startsWith(PART));
    byMember.forEach((member, known) -> identity.put(PART + member, String.join(" ", known)));
  }
}
