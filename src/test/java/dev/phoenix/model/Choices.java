package dev.phoenix.model;

import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Policy;
import dev.phoenix.plan.Scope;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.HostNames;
import dev.phoenix.resource.Lifecycles;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a user may ask of a plan about these objects.
 *
 * @param wanted those that the files name
 */
record Choices(List<Address> known, List<Address> wanted, Lifecycles lifecycles) {

  /** Everything, and everything that can be allowed is. */
  PlanOptions everything() {
    return PlanOptions.USUAL.adopting(all()).under(Policy.USUAL.losing(all())).with(lifecycles);
  }

  /** A pattern that fits nothing would be an error. */
  private Set<AddressPattern> all() {
    return known.isEmpty() ? Set.of() : Set.of(Wishes.EVERYTHING);
  }

  /** Some of it, at random. */
  PlanOptions part(Random random) {
    Set<AddressPattern> none = Set.of();
    boolean some = random.nextInt(3) > 0;
    Set<String> hosts = new HashSet<>();
    if (random.nextInt(5) == 0) {
      wanted.stream().flatMap(it -> HostNames.of(it).stream()).findFirst().ifPresent(hosts::add);
    }
    Scope scope =
        new Scope(some ? pick(random) : none, hosts, random.nextInt(3) == 0 ? pick(random) : none);
    return PlanOptions.USUAL
        .of(scope)
        .replacing(random.nextInt(4) == 0 ? anew(scope, random) : none)
        .adopting(random.nextInt(4) == 0 ? pick(random) : none)
        .under(Policy.USUAL.losing(random.nextBoolean() ? all() : none))
        .with(lifecycles);
  }

  /** To make anew what the plan is not about would be an error. */
  private Set<AddressPattern> anew(Scope scope, Random random) {
    if (scope.isEverything()) {
      return pick(random);
    }
    return scope.excludes().isEmpty() ? scope.targets() : Set.of();
  }

  private Set<AddressPattern> pick(Random random) {
    Set<AddressPattern> picked = new HashSet<>();
    for (int i = 1 + random.nextInt(2); i > 0 && !known.isEmpty(); i--) {
      Address one = known.get(random.nextInt(known.size()));
      picked.add(
          random.nextInt(5) == 0 ? new AddressPattern(one.type() + "/*") : AddressPattern.of(one));
    }
    return picked;
  }

  static String words(PlanOptions options) {
    return Stream.of(
            word("--target", options.scope().targets()),
            word("--host", options.scope().hosts()),
            word("--exclude", options.scope().excludes()),
            word("--replace", options.replace()),
            word("--adopt", options.adopt()),
            options.policy().expendable().isEmpty() ? "" : "--allow-data-loss ...")
        .filter(it -> !it.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String word(String option, Set<?> values) {
    return values.isEmpty() ? "" : option + " " + values;
  }
}
