package dev.phoenix.apply;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.state.State;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an apply did.
 *
 * @param outcomes one for each step, in the order of the plan
 * @param state as it is afterwards
 * @param interrupted whether the user ended it early
 * @param problems with the state file; errors if it could not be written
 */
public record Report(
    List<Outcome> outcomes, State state, boolean interrupted, List<Diagnostic> problems) {
  public Report {
    outcomes = List.copyOf(outcomes);
    problems = List.copyOf(problems);
  }

  /** Whether every step was done and is written down. */
  public boolean isComplete() {
    return outcomes.stream().allMatch(Outcome.Done.class::isInstance)
        && problems.stream().noneMatch(Diagnostic::isError);
  }

  /** Both as one: the state is that after the later. */
  public Report then(Report later) {
    return new Report(
        Stream.concat(outcomes.stream(), later.outcomes.stream()).toList(),
        later.state,
        interrupted || later.interrupted,
        Stream.concat(problems.stream(), later.problems.stream()).toList());
  }

  public <T extends Outcome> List<T> of(Class<T> kind) {
    return outcomes.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
