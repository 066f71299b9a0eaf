package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Planner;
import dev.phoenix.plan.Policy;
import dev.phoenix.plan.Scope;
import dev.phoenix.state.SecretDigests;
import dev.phoenix.state.State;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the world and plans, as the command line asks for it. */
record Planning(Session session, World world, Files files) {

  Plan plan(PlanOptions options, State state, SecretDigests digests, Diagnostics diagnostics) {
    return look(
        planner -> planner.plan(files.resources(), state, digests, options, diagnostics),
        diagnostics);
  }

  /** What is no longer as it was applied last. */
  Plan drift(PlanOptions options, State state, SecretDigests digests, Diagnostics diagnostics) {
    return look(
        planner -> planner.drift(files.resources(), state, digests, options, diagnostics),
        diagnostics);
  }

  private Plan look(Function<Planner, Plan> how, Diagnostics diagnostics) {
    try (Waiting waiting = new Waiting(session.terminal(), "reading the world")) {
      Plan plan = how.apply(new Planner(world.types()));
      waiting.done();
      diagnostics.addAll(plan.warnings());
      return plan;
    }
  }

  /** What the command line asks for. */
  static PlanOptions options(Arguments arguments, Files files) {
    return new PlanOptions(
        new Scope(
            arguments.addresses(Option.TARGET),
            Set.copyOf(arguments.values(Option.HOST)),
            arguments.addresses(Option.EXCLUDE)),
        arguments.command() == Command.DESTROY || arguments.has(Option.DESTROY),
        arguments.addresses(Option.ADOPT),
        arguments.addresses(Option.REPLACE),
        arguments.addresses(Option.GONE),
        new Policy(denied(arguments), arguments.addresses(Option.ALLOW_DATA_LOSS)),
        files.configuration().lifecycles());
  }

  private static Set<Policy.Kind> denied(Arguments arguments) {
    return arguments.values(Option.DENY).stream()
        .flatMap(kinds -> Stream.of(kinds.split(",", -1)))
        .map(kind -> Policy.Kind.valueOf(kind.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toSet());
  }
}
