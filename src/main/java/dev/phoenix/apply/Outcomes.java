package dev.phoenix.apply;

import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.ResourceFailure;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of each step, told as soon as it is known. For one thread. */
final class Outcomes {
  private final SortedMap<Integer, Outcome> byNumber = new TreeMap<>();
  private final Progress progress;

  Outcomes(Progress progress) {
    this.progress = progress;
  }

  boolean has(Step step) {
    return byNumber.containsKey(step.number());
  }

  void add(Outcome outcome) {
    byNumber.put(outcome.step().number(), outcome);
    progress.ended(outcome);
  }

  void failed(Step step, ResourceFailure failure) {
    add(
        new Outcome.Failed(
            step, failure.kind(), Objects.requireNonNullElse(failure.getMessage(), "no reason")));
  }

  void skipped(List<Step> steps, Address because) {
    for (Step step : steps) {
      if (!has(step)) {
        add(new Outcome.Skipped(step, because));
      }
    }
  }

  /** In the order of the plan. */
  List<Outcome> all() {
    return List.copyOf(byNumber.values());
  }
}
