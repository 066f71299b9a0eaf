package dev.phoenix.model;

import dev.phoenix.apply.Report;
import dev.phoenix.plan.Plan;
import dev.phoenix.plan.PlanOptions;
import dev.phoenix.resource.Resource;
import dev.phoenix.state.State;
import dev.phoenix.world.World.Thing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One plan and what became of it.
 *
 * @param report null if it was killed, or came to no apply
 * @param done the operations on the world, as they were begun
 */
record Doing(
    List<Resource> wanted,
    PlanOptions options,
    Map<String, Thing> thingsBefore,
    State stateBefore,
    Plan plan,
    @Nullable Report report,
    List<String> done,
    Map<String, Thing> things,
    State state) {
  /** Whether everything that was planned was done and nothing was left for later. */
  boolean isWhole() {
    return report != null
        && report.isComplete()
        && plan.blocked() == 0
        && plan.deferred() == 0
        && plan.denials().isEmpty();
  }
}
