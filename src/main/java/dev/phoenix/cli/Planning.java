package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.plan.Planner;
import dev.phoenix.resource.Resource;
import dev.phoenix.state.SecretDigests;
import dev.phoenix.state.State;
import java.util.Collection;

/** Makes a plan as the command line asks for it. */
final class Planning {
  private Planning() {}

  static Plan plan(
      Session session,
      World world,
      Collection<Resource> desired,
      State state,
      SecretDigests digests,
      boolean destroy,
      Diagnostics diagnostics) {
    PlanOptions options =
        new PlanOptions(
            session.arguments().addresses(Option.TARGET),
            destroy,
            session.arguments().addresses(Option.ADOPT));
    try (Waiting waiting = new Waiting(session.terminal(), "reading the world")) {
      Plan plan = new Planner(world.types()).plan(desired, state, digests, options, diagnostics);
      waiting.done();
      diagnostics.addAll(plan.warnings());
      return plan;
    }
  }
}
