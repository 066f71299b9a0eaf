package dev.phoenix.cli;

import dev.phoenix.apply.Outcome;
import dev.phoenix.apply.Report;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.plan.Action;
import dev.phoenix.plan.Cause;
import dev.phoenix.plan.Change;
import dev.phoenix.plan.Plan;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation.Unreachable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of one plan of an apply. */
sealed interface RoundResult {
  /** Null if it came to no apply. */
  @Nullable Report report();

  /** Why nothing was begun, or what of the plan could not be. */
  List<Diagnostic> left();

  record Applied(Plan plan, Report report) implements RoundResult {

    @Override
    public List<Diagnostic> left() {
      List<Diagnostic> left = new ArrayList<>();
      for (Change change : plan.changes()) {
        if (change.blocked() != null) {
          left.add(Diagnostic.error(change.address() + " is blocked", change.blocked()));
        } else if (change.deferredTo() != null && change.action() != Action.NO_OP) {
          left.add(
              Diagnostic.error(
                  change.address() + " is deferred",
                  "Nobody can look at it until " + change.deferredTo() + " is up."));
        } else if (!plan.isDoable() && change.observed() instanceof Unreachable unreachable) {
          left.add(
              Diagnostic.error(
                  change.address() + " could not be looked at", unreachable.sentence()));
        }
      }
      return left;
    }

    /** What was to be made anew because somebody asked for it, and was not. */
    SortedSet<Address> unreplaced() {
      Set<Address> done =
          report.of(Outcome.Done.class).stream()
              .map(outcome -> outcome.step().address())
              .collect(Collectors.toSet());
      return plan.changes().stream()
          .filter(change -> change.cause() == Cause.REQUESTED)
          .filter(change -> change.action() == Action.REPLACE && !done.contains(change.address()))
          .map(Change::address)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /**
   * Nothing was changed, for a reason that was said.
   *
   * @param left the reason, for a program
   */
  record Ended(ExitCode code, List<Diagnostic> left) implements RoundResult {
    public Ended {
      left = List.copyOf(left);
    }

    @Override
    public @Nullable Report report() {
      return null;
    }
  }
}
