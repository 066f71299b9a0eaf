package dev.phoenix.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Scope;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.HostNames;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.world.World.Thing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a plan about a part of a fleet may touch: reckoned here in another way than the planner's.
 */
final class Borders {
  private final Doing doing;
  private final Scope scope;
  private final Map<Address, Resource> wanted = new HashMap<>();
  private final Map<Address, Recorded> recorded = new HashMap<>();
  private final Map<Address, Address> now = new HashMap<>();

  Borders(Doing doing) {
    this.doing = doing;
    this.scope = doing.options().scope();
    doing.wanted().forEach(it -> wanted.put(it.address(), it));
    for (Recorded one : doing.stateBefore().resources().values()) {
      now.put(one.address(), one.address());
      if (!wanted.containsKey(one.address())) {
        doing.wanted().stream()
            .filter(it -> it.address().type().equals(one.address().type()))
            .filter(it -> doing.stateBefore().get(it.address()) == null)
            .filter(it -> key(it).equals(one.attributes().text("key")))
            .forEach(it -> now.put(one.address(), it.address()));
      }
      recorded.put(Objects.requireNonNull(now.get(one.address())), one);
    }
  }

  private static String key(Resource resource) {
    return resource.attributes().text("key");
  }

  void check() {
    if (!scope.targets().isEmpty() || !scope.hosts().isEmpty()) {
      Set<Address> inside = inside();
      for (Step step : doing.plan().steps()) {
        assertThat(inside)
            .as("%s is in the selection or needed by it", step)
            .contains(step.address());
      }
    }
    for (Map.Entry<Address, Recorded> one : recorded.entrySet()) {
      if (isExcluded(one.getKey(), one.getValue())) {
        assertUntouched(one.getKey(), one.getValue());
      }
    }
    for (Resource one : wanted.values()) {
      if (isExcluded(one.address(), recorded.get(one.address()))) {
        assertThat(doing.plan().steps())
            .extracting(Step::address)
            .as("nothing is done to what is excluded")
            .doesNotContain(one.address());
      }
    }
  }

  private boolean isExcluded(Address address, @Nullable Recorded record) {
    return scope.excludes().stream()
        .anyMatch(it ->
            it.matches(address)
                || (it.isExact() && record != null && it.matches(record.address())));
  }

  private void assertUntouched(Address address, Recorded before) {
    Thing there = thing(before, doing.thingsBefore());
    if (there != null) {
      assertThat(thing(before, doing.things())).as("%s is excluded", address).isEqualTo(there);
    }
    Recorded after = doing.state().get(before.address());
    assertThat(after).as("%s is excluded, so its record stays", address).isNotNull();
  }

  private static @Nullable Thing thing(Recorded record, Map<String, Thing> things) {
    return things.values().stream()
        .filter(it -> it.id().equals(record.identity().part("id")))
        .findFirst()
        .orElse(null);
  }

  /** What was named, what that needs, what goes or is made anew with any of it. */
  private Set<Address> inside() {
    Set<Address> all = new HashSet<>(wanted.keySet());
    all.addAll(recorded.keySet());
    Set<Address> inside = new HashSet<>();
    for (Address address : all) {
      if (isNamed(address)) {
        inside.add(address);
      }
    }
    int before = -1;
    while (before < inside.size()) {
      before = inside.size();
      for (Address address : Set.copyOf(inside)) {
        inside.addAll(needs(address));
      }
      for (Address address : all) {
        if (follows(address, inside)) {
          inside.add(address);
        }
      }
    }
    return inside;
  }

  private boolean isNamed(Address address) {
    Recorded record = recorded.get(address);
    return scope.targets().stream()
            .anyMatch(it ->
                it.matches(address)
                    || (it.isExact() && record != null && it.matches(record.address())))
        || isOn(address)
        || (home(address) != null && isOn(Objects.requireNonNull(home(address))));
  }

  private boolean isOn(Address address) {
    return HostNames.of(address).filter(scope.hosts()::contains).isPresent();
  }

  private @Nullable Address home(Address address) {
    Resource resource = wanted.get(address);
    Recorded record = recorded.get(address);
    Address before = record == null ? null : record.within();
    return resource != null
        ? resource.within()
        : before == null ? null : now.getOrDefault(before, before);
  }

  private Set<Address> needs(Address address) {
    Resource resource = wanted.get(address);
    return doing.options().destroy() || resource == null ? Set.of() : resource.dependencies();
  }

  /** What cannot stay as it is once one of these goes or is made anew. */
  private boolean follows(Address address, Set<Address> inside) {
    Set<Address> grounds = new HashSet<>();
    Recorded record = recorded.get(address);
    if (record != null) {
      record.dependencies().forEach(it -> grounds.add(now.getOrDefault(it, it)));
    }
    Resource resource = wanted.get(address);
    if (resource != null) {
      grounds.addAll(resource.dependencies());
    }
    grounds.retainAll(inside);
    return grounds.stream().anyMatch(it -> goesOrIsMadeAnew(it, address));
  }

  private boolean goesOrIsMadeAnew(Address ground, Address address) {
    if (doing.options().destroy() || !wanted.containsKey(ground)) {
      return true;
    }
    boolean livesIn = ground.equals(home(address));
    boolean runsOn = address.type().equals("app") && ground.type().equals("thing");
    return (livesIn || runsOn)
        && doing.plan().changes().stream()
            .filter(change -> change.address().equals(ground))
            .anyMatch(Borders::isMadeAnew);
  }

  private static boolean isMadeAnew(Change change) {
    return change.action() == Action.REPLACE
        || (change.action() == Action.CREATE && change.recorded() != null);
  }
}
