package dev.phoenix.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.plan.Action;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.state.State;
import dev.phoenix.world.World.Thing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold of state and world whatever was done. */
final class Oracle {
  private Oracle() {}

  /** After each operation. */
  static void checkState(State state, Map<String, Thing> things, Set<String> others) {
    Map<String, Address> identities = new HashMap<>();
    for (Recorded one : state.resources().values()) {
      if (one.identity().isKnown()) {
        Address other = identities.put(one.identity().part("id"), one.address());
        assertThat(other).as("recorded twice, also as %s", one.address()).isNull();
      }
    }
    assertNoCycle(state);
    assertNothingIsLost(state, things, others);
  }

  private static void assertNoCycle(State state) {
    Set<Address> settled = new HashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (Recorded one : state.resources().values()) {
        Set<Address> needed = new HashSet<>(one.dependencies());
        needed.retainAll(state.resources().keySet());
        more |= settled.containsAll(needed) && settled.add(one.address());
      }
    }
    assertThat(settled).as("recorded without a cycle").isEqualTo(state.resources().keySet());
  }

  /** What phoenix has made and what still is there, the state knows. */
  private static void assertNothingIsLost(
      State state, Map<String, Thing> things, Set<String> others) {
    for (Thing thing : things.values()) {
      assertThat(others.contains(thing.id()) || isRecorded(thing, state))
          .as("the state knows %s", thing)
          .isTrue();
    }
  }

  private static boolean isRecorded(Thing thing, State state) {
    return state.resources().values().stream()
        .anyMatch(one ->
            one.identity().isKnown()
                ? one.identity().part("id").equals(thing.id())
                : one.status() == Recorded.Status.INCOMPLETE
                    && one.attributes().text("key").equals(thing.key()));
  }

  /** After each plan. */
  static void checkDoing(Doing doing) {
    Order.check(doing.plan());
    new Borders(doing).check();
    assertDoneAsPlanned(doing);
    assertProtected(doing);
    assertIgnored(doing);
    if (doing.isWhole()) {
      assertRecordsExist(doing);
      assertDependenciesAreRecorded(doing);
    }
  }

  private static void assertDoneAsPlanned(Doing doing) {
    Set<String> allowed = new HashSet<>();
    Map<Address, Change> changes =
        doing.plan().changes().stream().collect(Collectors.toMap(Change::address, it -> it));
    for (Step step : doing.plan().steps()) {
      Change change = Objects.requireNonNull(changes.get(step.address()));
      String wanted = change.desired() == null ? "" : change.desired().attributes().text("key");
      switch (step.operation()) {
        case CREATE -> allowed.addAll(List.of("create " + wanted, "update " + wanted));
        case UPDATE -> allowed.add("update " + wanted);
        case DELETE -> allowed.add("delete " + recordedKey(change));
        case VANISH, RECORD -> {}
      }
    }
    assertThat(allowed).as("what was planned").containsAll(doing.done());
    if (doing.report() == null && doing.done().isEmpty()) {
      assertThat(doing.things()).as("nothing was done").isEqualTo(doing.thingsBefore());
    }
  }

  private static String recordedKey(Change change) {
    return change.recorded() == null
        ? Objects.requireNonNull(change.desired()).attributes().text("key")
        : change.recorded().attributes().text("key");
  }

  private static void assertProtected(Doing doing) {
    for (Change change : doing.plan().changes()) {
      Recorded recorded = change.recorded();
      if (recorded == null || !recorded.identity().isKnown()) {
        continue;
      }
      boolean is =
          doing.options().lifecycles().protect(change.address()).orElse(recorded.isProtected());
      if (is) {
        String id = recorded.identity().part("id");
        assertThat(has(doing.things(), id))
            .as("%s is protected", change.address())
            .isEqualTo(has(doing.thingsBefore(), id));
      } else if (isData(change) && !mayLose(doing, change)) {
        String id = recorded.identity().part("id");
        assertThat(has(doing.things(), id))
            .as("%s holds data", change.address())
            .isEqualTo(has(doing.thingsBefore(), id));
      }
    }
  }

  private static boolean isData(Change change) {
    return Set.of("disk", "vm").contains(change.address().type());
  }

  private static boolean mayLose(Doing doing, Change change) {
    return doing.options().destroy()
        || doing.options().policy().expendable().stream()
            .anyMatch(it -> it.matches(change.address()))
        || doing.options().replace().stream().anyMatch(it -> it.matches(change.address()))
        || doing.options().lifecycles().protect(change.address()).isPresent();
  }

  private static boolean has(Map<String, Thing> things, String id) {
    return things.values().stream().anyMatch(it -> it.id().equals(id));
  }

  private static void assertIgnored(Doing doing) {
    for (Resource resource : doing.wanted()) {
      Thing before = doing.thingsBefore().get(resource.attributes().text("key"));
      Thing after = doing.things().get(resource.attributes().text("key"));
      if (before == null || after == null || !before.id().equals(after.id())) {
        continue;
      }
      for (String path : doing.options().lifecycles().ignored(resource.address())) {
        for (String name :
            path.equals("*") ? before.attributes().values().keySet() : Set.of(path)) {
          assertThat(after.attributes().get(name))
              .as("changes of %s of %s are ignored", name, resource.address())
              .isEqualTo(before.attributes().get(name));
        }
      }
    }
  }

  /** While something is made anew what needs it is recorded without it. */
  private static void assertDependenciesAreRecorded(Doing doing) {
    Set<Address> known = new HashSet<>(doing.state().resources().keySet());
    // What was left out may be recorded under the name that it had before.
    doing.wanted().forEach(it -> known.add(it.address()));
    for (Step step : doing.plan().steps()) {
      Recorded record = doing.state().get(step.address());
      if (record != null) {
        assertThat(known)
            .as("what %s needs is recorded", step.address())
            .containsAll(record.dependencies());
      }
    }
  }

  private static void assertRecordsExist(Doing doing) {
    for (Change change : doing.plan().changes()) {
      Recorded now = doing.state().get(change.address());
      if (now == null || change.reasons().contains("is left out")) {
        continue;
      }
      if (change.action() != Action.NO_OP) {
        assertThat(now.status()).as("%s", change).isEqualTo(Recorded.Status.OK);
        assertThat(has(doing.things(), now.identity().part("id")))
            .as("what is recorded of %s is there", now)
            .isTrue();
      }
    }
  }

  /** After the last apply: what is there is what the files want. */
  static void assertWorld(Doing doing, Set<String> others) {
    Set<String> wanted = new TreeSet<>();
    doing.wanted().forEach(it -> wanted.add(key(it, doing)));
    Set<String> there = new HashSet<>();
    doing.things().values().stream()
        .filter(it -> !others.contains(it.id()) || wanted.contains(it.key()))
        .forEach(it -> there.add(it.key()));
    assertThat(there).isEqualTo(wanted);
  }

  /** Where changes of it are ignored too, it is wanted as it is. */
  private static String key(Resource resource, Doing doing) {
    boolean ignored = doing.options().lifecycles().ignored(resource.address()).contains("*");
    return doing.plan().changes().stream()
        .filter(change -> ignored && change.address().equals(resource.address()))
        .flatMap(change -> Stream.ofNullable(change.desired()))
        .findFirst()
        .orElse(resource)
        .attributes()
        .text("key");
  }
}
