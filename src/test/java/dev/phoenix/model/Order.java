package dev.phoenix.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What must hold of the steps of any plan: each waits for what it needs. */
final class Order {
  private final Plan plan;
  private final Map<Integer, Set<Integer>> before = new HashMap<>();
  private final Map<Address, Integer> comes = new HashMap<>();
  private final Map<Address, Integer> goes = new HashMap<>();

  private Order(Plan plan) {
    this.plan = plan;
    for (Step step : plan.steps()) {
      Set<Integer> all = new TreeSet<>(step.after());
      step.after().forEach(it -> all.addAll(before.getOrDefault(it, Set.of())));
      before.put(step.number(), all);
      switch (step.operation()) {
        case CREATE, UPDATE, RECORD -> comes.put(step.address(), step.number());
        case DELETE, VANISH -> goes.put(step.address(), step.number());
      }
    }
  }

  static void check(Plan plan) {
    new Order(plan).check();
  }

  private void check() {
    int number = 0;
    for (Step step : plan.steps()) {
      assertThat(step.number()).isEqualTo(++number);
      assertThat(step.after()).as("%s", step).allMatch(it -> it < step.number());
    }
    for (Change change : plan.changes()) {
      Integer made = comes.get(change.address());
      if (change.desired() != null && made != null && !goesForGood(change)) {
        change.desired().dependencies().forEach(need -> comesFirst(need, change.address(), made));
      }
      Integer gone = goes.get(change.address());
      if (change.recorded() != null && gone != null) {
        change.recorded().dependencies().forEach(need -> goesLast(need, change.address(), gone));
      }
      if (gone != null && made != null) {
        assertThat(before.get(made)).as("%s goes before it comes", change.address()).contains(gone);
      }
    }
  }

  private static boolean goesForGood(Change change) {
    return switch (change.action()) {
      case DELETE, FORGET -> true;
      case CREATE, UPDATE, REPLACE, ADOPT, MOVE, NO_OP -> false;
    };
  }

  private void comesFirst(Address need, Address address, int made) {
    Integer first = comes.get(need);
    if (first != null) {
      assertThat(before.get(made)).as("%s waits for %s", address, need).contains(first);
    }
  }

  private void goesLast(Address need, Address address, int gone) {
    Integer last = goes.get(need);
    boolean vanishes = step(gone).operation() == Step.Operation.VANISH;
    if (last != null && !vanishes) {
      assertThat(before.get(last)).as("%s goes before %s", address, need).contains(gone);
    }
  }

  private Step step(int number) {
    return plan.steps().get(number - 1);
  }
}
