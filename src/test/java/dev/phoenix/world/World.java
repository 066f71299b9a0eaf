package dev.phoenix.world;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Claim;
import dev.phoenix.resource.Provider;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A world in memory, with faults on demand. Its objects are things; a {@code box} is one whose
 * delete destroys what lives in it, those whose keys begin with its own and a slash, a {@code disk}
 * one that holds data, a {@code vm} both, an {@code app} one that runs on things, and a {@code
 * stack} one that has a host in its name. What lives in something that is switched off is
 * unreachable.
 */
public final class World implements Provider {
  /** One object. */
  public record Thing(String id, String key, Attributes attributes) {}

  /** What an object's next operation meets. */
  public enum Fault {
    NONE,
    PERMANENT,
    RETRYABLE,
    /** Nothing was done and nobody answered. */
    AMBIGUOUS_BEFORE,
    /** It was done, and nobody answered. */
    AMBIGUOUS_AFTER,
    UNREACHABLE,
    /** Made, said to exist, and then failed. */
    HALF,
    /** Made, said to exist, and then waited for without end. */
    ENDLESS
  }

  /** Decides on the fault of each operation, {@code create key} and the like. */
  public interface Faults {
    Fault of(String operation, String key);
  }

  private static final List<Rule> RULES =
      List.of(
          Rule.replace("key"),
          Rule.replace("kind"),
          Rule.refuse("data"),
          Rule.record("note"),
          Rule.grow("disks.*.gib"),
          Rule.replace("disks.*.store"),
          Rule.restart("size"));

  private final ConcurrentMap<String, Thing> things = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final ConcurrentMap<String, Integer> created = new ConcurrentHashMap<>();
  private final Set<String> unreachable = ConcurrentHashMap.newKeySet();
  private final Set<String> foreign = ConcurrentHashMap.newKeySet();
  private final Set<String> borrowed = ConcurrentHashMap.newKeySet();
  private final Set<String> others = ConcurrentHashMap.newKeySet();
  private final Set<String> hidden = ConcurrentHashMap.newKeySet();
  private volatile Faults faults = (operation, key) -> Fault.NONE;
  private volatile Checks checks = key -> {};
  private volatile List<ResourceType.Limit> limits = List.of();

  public Map<String, Thing> things() {
    return Map.copyOf(things);
  }

  /** How often an object of the key was made. */
  public int created(String key) {
    return created.getOrDefault(key, 0);
  }

  public void faults(Faults with) {
    faults = with;
  }

  /** Checks each thing before the first step. */
  public interface Checks {
    void check(String key) throws ResourceFailure;
  }

  public void checks(Checks with) {
    checks = with;
  }

  void check(String key) throws ResourceFailure {
    checks.check(key);
  }

  /** From now on every operation needs room at these. */
  public void limits(List<ResourceType.Limit> with) {
    limits = with;
  }

  List<ResourceType.Limit> limits() {
    return limits;
  }

  public Set<String> unreachable() {
    return unreachable;
  }

  /** Keys of objects that bear somebody else's mark. */
  public Set<String> foreign() {
    return foreign;
  }

  /** Keys of objects that were there before and are only used. */
  public Set<String> borrowed() {
    return borrowed;
  }

  /** Names of attributes that no object shows. */
  public Set<String> hidden() {
    return hidden;
  }

  /** Makes an object behind everybody's back. */
  public Thing make(String key, Attributes attributes) {
    Thing made = create(key, attributes);
    others.add(made.id());
    return made;
  }

  /** Identities of what somebody else has made, or looks after. */
  public Set<String> others() {
    return others;
  }

  /** Whether something lies there that is somebody else's. */
  boolean isTaken(String key) {
    Thing thing = things.get(key);
    return thing != null && others.contains(thing.id());
  }

  Thing create(String key, Attributes attributes) {
    Thing thing = new Thing("id" + ids.incrementAndGet(), key, attributes);
    if (things.putIfAbsent(key, thing) != null) {
      throw new AssertionError("made twice: " + key);
    }
    created.merge(key, 1, Integer::sum);
    return thing;
  }

  public void change(String key, Attributes attributes) {
    things.computeIfPresent(key, (k, thing) -> new Thing(thing.id(), k, attributes));
  }

  /** Whoever makes another one in its place gives it his own mark. */
  public void remove(String key) {
    things.remove(key);
    foreign.remove(key);
  }

  Fault fault(String operation, String key) {
    return faults.of(operation, key);
  }

  /** By its identity, else by its key. */
  Observation look(Identity identity, String key) {
    if (unreachable.contains(key) || isDown(key)) {
      return new Observation.Unreachable("no route to " + key);
    }
    Thing thing =
        things.values().stream()
            .filter(it -> it.id().equals(identity.part("id")))
            .findFirst()
            .orElseGet(() -> things.get(key));
    if (thing == null) {
      return new Observation.Absent();
    }
    return new Observation.Present(
        Identity.of("id", thing.id()), shown(thing.attributes()), new TreeMap<>(), claim(key));
  }

  private Claim claim(String key) {
    if (borrowed.contains(key)) {
      return Claim.borrowed("it was there before");
    }
    return foreign.contains(key) ? Claim.foreign("made by hand") : Claim.FREE;
  }

  /** Whether what it lives in is switched off. */
  boolean isDown(String key) {
    for (int slash = key.lastIndexOf('/'); slash > 0; slash = key.lastIndexOf('/', slash - 1)) {
      Thing home = things.get(key.substring(0, slash));
      if (home != null && !home.attributes().flag("running", true)) {
        return true;
      }
    }
    return false;
  }

  private Attributes shown(Attributes attributes) {
    Attributes.Builder shown = Attributes.builder();
    attributes
        .values()
        .forEach((name, value) -> {
          if (!hidden.contains(name)) {
            shown.put(name, value);
          }
        });
    return shown.build();
  }

  public ResourceTypes asTypes() {
    return new ResourceTypes(List.of(this));
  }

  @Override
  public List<ResourceType> types() {
    return List.of(
        new ThingType(this, "thing", RULES, false, false, Set.of()),
        new ThingType(this, "box", RULES, true, false, Set.of()),
        new ThingType(this, "disk", RULES, false, true, Set.of()),
        new ThingType(this, "vm", RULES, true, true, Set.of()),
        new ThingType(this, "stack", RULES, false, false, Set.of()),
        new ThingType(this, "app", RULES, false, false, Set.of("thing")));
  }

  @Override
  public void close() {}
}
