package dev.phoenix.model;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the files say of one object.
 *
 * @param key its name in the world, below that of its home
 * @param rank it may need only what has a lower one
 */
record Wish(
    Address address,
    String key,
    String kind,
    int size,
    String note,
    boolean running,
    @Nullable Address home,
    SortedSet<Address> needs,
    int rank) {

  Resource resource(String wholeKey) {
    Attributes attributes =
        Attributes.builder()
            .put("key", wholeKey)
            .put("kind", kind)
            .put("size", size)
            .put("note", note)
            .put("running", running)
            .build();
    SortedSet<Address> all = new TreeSet<>(needs);
    if (home != null) {
      all.add(home);
    }
    return new Resource(address, attributes, new TreeMap<>(), all, home, null);
  }

  Wish of(String newKind, int newSize, String newNote, boolean runs) {
    return new Wish(address, key, newKind, newSize, newNote, runs, home, needs, rank);
  }

  Wish keyed(String other) {
    return new Wish(address, other, kind, size, note, running, home, needs, rank);
  }

  Wish in(@Nullable Address other) {
    return new Wish(address, key, kind, size, note, running, other, needs, rank);
  }

  Wish needing(SortedSet<Address> others) {
    return new Wish(address, key, kind, size, note, running, home, others, rank);
  }

  Wish ranked(int other) {
    return new Wish(address, key, kind, size, note, running, home, needs, other);
  }

  /** The same where one address is another. */
  Wish renamed(Address from, Address to) {
    SortedSet<Address> now = new TreeSet<>(needs);
    if (now.remove(from)) {
      now.add(to);
    }
    return new Wish(
        address.equals(from) ? to : address,
        key,
        kind,
        size,
        note,
        running,
        from.equals(home) ? to : home,
        now,
        rank);
  }

  /** The same that has never heard of an address. */
  Wish without(Address gone) {
    SortedSet<Address> now = new TreeSet<>(needs);
    now.remove(gone);
    return needing(now);
  }
}
