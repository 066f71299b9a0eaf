package dev.phoenix.cli;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.plan.Plan;
import dev.phoenix.planfile.PlanJson;
import dev.phoenix.planfile.SavedPlan;
import dev.phoenix.planfile.Staleness;
import dev.phoenix.resource.ResourceTypes;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has reviewed and an apply must still mean.
 *
 * @param saved the plan that was saved then; null if none was
 * @param expected the hash of the plan that was seen then; null if none was given
 */
record Agreement(@Nullable SavedPlan saved, @Nullable String expected) {

  /**
   * Reports where a plan is no longer that.
   *
   * @param lineage of the state that the plan was made from
   */
  void check(Plan plan, ResourceTypes types, String lineage, Diagnostics diagnostics) {
    if (saved != null) {
      check(saved, plan, types, lineage, diagnostics);
    } else if (expected != null && !expected.equals(PlanJson.hash(plan))) {
      diagnostics.add(
          Diagnostic.error(
              "the plan means something else than the one that was expected",
              "Its hash is "
                  + PlanJson.hash(plan)
                  + ", and "
                  + expected
                  + " was expected. Nothing was changed. Review it as it is now."));
    }
  }

  private static void check(
      SavedPlan saved, Plan plan, ResourceTypes types, String lineage, Diagnostics diagnostics) {
    String before = saved.about().lineage();
    if (before == null || before.equals(lineage)) {
      new Staleness(saved, types).check(plan, diagnostics);
      return;
    }
    diagnostics.add(
        Diagnostic.error(
            "the plan belongs to another state",
            "It was made from the state of lineage "
                + before
                + ", and this one is "
                + lineage
                + ". Nothing was changed."));
  }
}
