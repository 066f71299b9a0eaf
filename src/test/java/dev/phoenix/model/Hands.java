package dev.phoenix.model;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.state.State;
import dev.phoenix.world.World;
import dev.phoenix.world.World.Thing;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** What other people do to the world. */
final class Hands {
  private final World world;

  Hands(World world) {
    this.world = world;
  }

  /** Does something, and says what. */
  String work(Random random, List<Resource> wanted, State state) {
    List<Thing> things = List.copyOf(new TreeMap<>(world.things()).values());
    int what = random.nextInt(7);
    if (what == 0 && !wanted.isEmpty()) {
      return make(random, wanted.get(random.nextInt(wanted.size())), state);
    }
    if (what == 1 && !world.unreachable().isEmpty()) {
      world.unreachable().clear();
      return "everything answers again";
    }
    if (things.isEmpty()) {
      return "nobody does anything";
    }
    Thing thing = things.get(random.nextInt(things.size()));
    String key = thing.key();
    return switch (what) {
      case 0, 1, 2 -> {
        world.things().keySet().stream()
            .filter(inside -> inside.equals(key) || inside.startsWith(key + "/"))
            .forEach(world::remove);
        yield "somebody removes " + key + " and what is in it";
      }
      case 3 -> {
        world.unreachable().add(key);
        yield key + " does not answer any more";
      }
      case 4 -> {
        world.change(key, with(thing, "running", !thing.attributes().flag("running", true)));
        yield "somebody switches " + key;
      }
      case 5 -> {
        world.change(key, with(thing, "kind", "c"));
        yield "somebody makes " + key + " of kind c";
      }
      default -> {
        world.change(key, with(thing, "size", 10 + random.nextInt(5)));
        yield "somebody changes the size of " + key;
      }
    };
  }

  /** What is off and is to be made anew, or is left to others, would hide what is in it. */
  void switchOn() {
    world.things().values().forEach(it -> world.change(it.key(), with(it, "running", true)));
  }

  /** Takes away what others have where something of ours is to be made anew. */
  void makeRoom(List<Resource> wanted, State state) {
    for (Resource one : wanted) {
      Thing there = world.things().get(one.attributes().text("key"));
      if (there != null
          && world.others().contains(there.id())
          && state.get(one.address()) != null) {
        world.remove(there.key());
      }
    }
  }

  private String make(Random random, Resource resource, State state) {
    String key = resource.attributes().text("key");
    int slash = key.lastIndexOf('/');
    boolean homeless = slash > 0 && !world.things().containsKey(key.substring(0, slash));
    if (world.things().containsKey(key) || homeless) {
      return "nobody makes anything";
    }
    Thing made = world.make(key, resource.attributes());
    // Where a killed run has begun to make one, nobody could say whose it is: that is refused.
    boolean doubtful = state.get(resource.address()) != null;
    if (random.nextBoolean() && !doubtful) {
      world.foreign().add(key);
    }
    if (random.nextBoolean()) {
      world.change(key, with(made, "size", 20));
    }
    return "somebody makes " + key + (world.foreign().contains(key) ? ", as his own" : "");
  }

  private static Attributes with(Thing thing, String name, Object value) {
    Attributes.Builder changed = Attributes.builder();
    thing.attributes().values().forEach(changed::put);
    return switch (value) {
      case Boolean flag -> changed.put(name, flag).build();
      case Integer number -> changed.put(name, number).build();
      default -> changed.put(name, value.toString()).build();
    };
  }
}
