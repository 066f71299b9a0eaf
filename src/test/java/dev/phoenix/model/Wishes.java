package dev.phoenix.model;

import dev.phoenix.diagnostic.Position;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Lifecycle;
import dev.phoenix.resource.Lifecycles;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a model: always in order, whatever is done to them. */
final class Wishes {
  static final AddressPattern EVERYTHING = new AddressPattern("*/*");
  private static final List<String> TYPES =
      List.of("thing", "thing", "thing", "box", "disk", "app", "vm", "stack", "stack");
  private static final List<String> HOMES = List.of("box", "vm", "thing");

  private final NavigableMap<Address, Wish> wishes = new TreeMap<>();
  private final NavigableMap<Address, Lifecycle> rules = new TreeMap<>();

  List<Address> addresses() {
    return List.copyOf(wishes.keySet());
  }

  boolean has(Address address) {
    return wishes.containsKey(address);
  }

  /** Takes all protection back: of two rules the later counts. */
  void unprotect() {
    rules.put(
        new Address("~", "~"),
        new Lifecycle(EVERYTHING, false, List.of(), List.of(), List.of(), Position.ofFile("f")));
  }

  /** As the files say, without what would be no valid file. */
  Lifecycles lifecycles() {
    return new Lifecycles(
        rules.entrySet().stream()
            .map(entry -> {
              Lifecycle it = entry.getValue();
              return new Lifecycle(
                  it.of(),
                  it.protect(),
                  it.ignoreChanges(),
                  below(entry.getKey(), it.dependsOn()),
                  below(entry.getKey(), it.replaceTriggeredBy()),
                  it.position());
            })
            .toList());
  }

  private List<AddressPattern> below(Address address, List<AddressPattern> named) {
    Wish wish = wishes.get(address);
    return wish == null
        ? List.of()
        : named.stream()
            .filter(one -> {
              Wish other = wishes.get(Address.parse(one.text()));
              return other != null && other.rank() < wish.rank();
            })
            .toList();
  }

  List<Resource> resources() {
    Lifecycles lifecycles = lifecycles();
    return wishes.values().stream()
        .map(wish -> wish.resource(key(wish)))
        .map(it -> it.needing(lifecycles.dependencies(it.address(), wishes.keySet())))
        .toList();
  }

  /** Addresses that are to be moved in the state because the files call something else so now. */
  Map<Address, Address> swapped(State state) {
    Map<Address, Address> swapped = new TreeMap<>();
    for (Recorded recorded : state.resources().values()) {
      Wish same = wishes.get(recorded.address());
      String key = recorded.attributes().text("key");
      if (same != null && !key(same).equals(key)) {
        wishes.values().stream()
            .filter(it -> it.address().type().equals(recorded.address().type()))
            .filter(it -> state.get(it.address()) == null && key(it).equals(key))
            .forEach(it -> swapped.put(recorded.address(), it.address()));
      }
    }
    return swapped;
  }

  private String key(Wish wish) {
    Wish home = wish.home() == null ? null : wishes.get(wish.home());
    return home == null ? wish.key() : key(home) + "/" + wish.key();
  }

  /** Edits the files; says how. */
  String edit(Random random) {
    int what = wishes.size() < 4 ? 0 : random.nextInt(13);
    if (what < 4) {
      return add(random);
    }
    Wish wish = new ArrayList<>(wishes.values()).get(random.nextInt(wishes.size()));
    Address address = wish.address();
    return switch (what) {
      case 4 -> remove(address);
      case 5, 6 -> change(wish, random);
      case 7 -> rename(wish, new Address(address.type(), address.name() + "'"));
      case 8 -> {
        wishes.put(address, wish.keyed(free(wish.key() + "~")));
        yield "gives " + address + " another key";
      }
      case 9 -> {
        Address home = home(random, wish.rank());
        wishes.put(address, wish.in(home));
        yield "puts " + address + " into " + home;
      }
      case 10 -> turn(wish, random);
      default -> rule(wish, random);
    };
  }

  private String add(Random random) {
    String type = TYPES.get(random.nextInt(TYPES.size()));
    int rank = random.nextInt(1000);
    Address home = type.equals("vm") || random.nextInt(3) == 0 ? null : home(random, rank);
    String number = String.valueOf(random.nextInt(9));
    String name = type.equals("stack") ? (home == null ? "h" : home.name()) + "/" + number : number;
    Address address = new Address(type, name);
    Wish before = wishes.get(address);
    if (before != null) {
      return change(before, random);
    }
    Wish wish =
        new Wish(
            address,
            free(type + number),
            random.nextInt(4) == 0 ? "b" : "a",
            random.nextInt(3),
            "n",
            true,
            home,
            needs(random, rank),
            rank);
    wishes.put(address, wish);
    return "adds " + address + (home == null ? "" : " in " + home) + needing(wish);
  }

  private static String needing(Wish wish) {
    return wish.needs().isEmpty() ? "" : " needing " + wish.needs();
  }

  /** No two things may have one key. */
  private String free(String key) {
    String free = key;
    while (taken(free)) {
      free += "x";
    }
    return free;
  }

  private boolean taken(String key) {
    return wishes.values().stream().anyMatch(wish -> wish.key().equals(key));
  }

  private @Nullable Address home(Random random, int rank) {
    List<Address> homes = lower(rank).filter(address -> HOMES.contains(address.type())).toList();
    return homes.isEmpty() || random.nextInt(4) == 0
        ? null
        : homes.get(random.nextInt(homes.size()));
  }

  private Stream<Address> lower(int rank) {
    return wishes.values().stream().filter(it -> it.rank() < rank).map(Wish::address);
  }

  private NavigableSet<Address> needs(Random random, int rank) {
    List<Address> lower = lower(rank).toList();
    NavigableSet<Address> needs = new TreeSet<>();
    for (int i = random.nextInt(3); i > 0 && !lower.isEmpty(); i--) {
      needs.add(lower.get(random.nextInt(lower.size())));
    }
    return needs;
  }

  private String remove(Address address) {
    for (Wish inside : List.copyOf(wishes.values())) {
      if (address.equals(inside.home())) {
        remove(inside.address());
      }
    }
    wishes.remove(address);
    wishes.replaceAll((_, wish) -> wish.without(address));
    return "removes " + address + " and what is in it";
  }

  private String change(Wish wish, Random random) {
    String kind = random.nextInt(3) == 0 ? (wish.kind().equals("a") ? "b" : "a") : wish.kind();
    int size = random.nextInt(2) == 0 ? wish.size() + 1 : wish.size();
    String note = random.nextInt(3) == 0 ? wish.note() + "n" : wish.note();
    wishes.put(wish.address(), wish.of(kind, size, note, wish.running()));
    return "changes " + wish.address() + " to kind " + kind + " size " + size;
  }

  private String rename(Wish wish, Address to) {
    if (wishes.containsKey(to)) {
      return "changes nothing";
    }
    Address from = wish.address();
    wishes.remove(from);
    wishes.put(to, wish.renamed(from, to));
    wishes.replaceAll((_, other) -> other.renamed(from, to));
    return "renames " + from + " to " + to;
  }

  /** What it needed may need it from now on. */
  private String turn(Wish wish, Random random) {
    Wish now = wish.ranked(random.nextInt(1000));
    wishes.put(wish.address(), now);
    wishes.replaceAll((_, other) -> {
      TreeSet<Address> needs = new TreeSet<>(other.needs());
      needs.removeIf(need -> rank(need) >= other.rank());
      boolean homeless = other.home() != null && rank(other.home()) >= other.rank();
      return other.needing(needs).in(homeless ? null : other.home());
    });
    Wish then = Objects.requireNonNull(wishes.get(wish.address()));
    TreeSet<Address> needs = new TreeSet<>(then.needs());
    needs.addAll(needs(random, then.rank()));
    wishes.put(wish.address(), then.needing(needs));
    return "turns around " + wish.address() + " needing " + needs;
  }

  private int rank(Address address) {
    Wish wish = wishes.get(address);
    return wish == null ? Integer.MAX_VALUE : wish.rank();
  }

  private String rule(Wish wish, Random random) {
    Address address = wish.address();
    if (random.nextInt(4) == 0) {
      rules.remove(address);
      return "says nothing more of " + address;
    }
    Boolean protect = random.nextInt(3) == 0 ? Boolean.valueOf(random.nextBoolean()) : null;
    List<String> ignored =
        random.nextInt(3) == 0
            ? List.of(List.of("size", "kind", "note", "*").get(random.nextInt(4)))
            : List.of();
    Lifecycle rule =
        new Lifecycle(
            AddressPattern.of(address),
            protect,
            ignored,
            patterns(random, wish.rank()),
            patterns(random, wish.rank()),
            Position.ofFile("f"));
    rules.put(address, rule);
    return "says of %s: protect %s, ignore %s, depends on %s, is made anew with %s"
        .formatted(address, protect, ignored, rule.dependsOn(), rule.replaceTriggeredBy());
  }

  private List<AddressPattern> patterns(Random random, int rank) {
    return random.nextBoolean()
        ? List.of()
        : needs(random, rank).stream().map(AddressPattern::of).toList();
  }
}
