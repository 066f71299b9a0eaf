package dev.phoenix.world;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes things for a {@link World}. */
public final class Fleet {
  private Fleet() {}

  public static Address address(String name) {
    return new Address("thing", name);
  }

  /** A thing with an attribute of each rule. */
  public static Attributes attributes(String key, String kind, int size) {
    return Attributes.builder()
        .put("key", key)
        .put("kind", kind)
        .put("size", size)
        .put("note", "n")
        .build();
  }

  public static Resource thing(String name, Attributes attributes, String... dependencies) {
    TreeSet<Address> addresses = new TreeSet<>();
    for (String dependency : dependencies) {
      addresses.add(address(dependency));
    }
    return new Resource(address(name), attributes, new TreeMap<>(), addresses, null, null);
  }

  public static Resource thing(String name, String... dependencies) {
    return thing(name, attributes(name, "a", 1), dependencies);
  }

  public static Resource within(Resource resource, String home) {
    return new Resource(
        resource.address(),
        resource.attributes(),
        resource.secrets(),
        resource.dependencies(),
        address(home),
        null);
  }

  /** With a secret. */
  public static Resource secret(Resource resource, String path, String value) {
    SortedMap<String, Secret> secrets = new TreeMap<>(resource.secrets());
    secrets.put(path, new Secret(value));
    return new Resource(
        resource.address(),
        resource.attributes(),
        secrets,
        resource.dependencies(),
        resource.within(),
        null);
  }

  /** Some of {@code size} things, with random attributes and edges from later to earlier ones. */
  public static List<Resource> random(Random random, int size) {
    List<Resource> things = new ArrayList<>();
    List<Integer> present = new ArrayList<>();
    boolean turned = random.nextBoolean();
    for (int i = 0; i < size; i++) {
      int number = turned ? size - 1 - i : i;
      if (random.nextInt(5) == 0) {
        continue;
      }
      TreeSet<Address> dependencies = new TreeSet<>();
      for (int d = 0; d < 3 && !present.isEmpty(); d++) {
        dependencies.add(address("t" + present.get(random.nextInt(present.size()))));
      }
      Address home =
          dependencies.isEmpty() || random.nextInt(3) > 0 ? null : dependencies.getFirst();
      present.add(number);
      things.add(
          new Resource(
              address("t" + number),
              attributes("t" + number, random.nextInt(4) == 0 ? "b" : "a", random.nextInt(3)),
              new TreeMap<>(),
              dependencies,
              home,
              null));
    }
    return things;
  }
}
