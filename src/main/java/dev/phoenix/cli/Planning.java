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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a plan as the command line asks for it. */
final class Planning {
  private Planning() {}

  static Plan plan(
      Session session,
      World world,
      Files files,
      PlanOptions options,
      State state,
      SecretDigests digests,
      Diagnostics diagnostics) {
    return look(
        session,
        diagnostics,
        () ->
            new Planner(world.types())
                .plan(files.resources(), state, digests, options, diagnostics));
  }

  /** What is no longer as it was applied last. */
  static Plan drift(
      Session session,
      World world,
      Files files,
      PlanOptions options,
      State state,
      SecretDigests digests,
      Diagnostics diagnostics) {
    return look(
        session,
        diagnostics,
        () ->
            new Planner(world.types())
                .drift(files.resources(), state, digests, options, diagnostics));
  }

  private static Plan look(Session session, Diagnostics diagnostics, Supplier<Plan> planner) {
    try (Waiting waiting = new Waiting(session.terminal(), "reading the world")) {
      Plan plan = planner.get();
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
