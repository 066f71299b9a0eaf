package dev.phoenix.apply;

import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.ResourceFailure;
import java.time.Duration;

/** What became of one step. */
public sealed interface Outcome {
  Step step();

  record Done(Step step, Duration took) implements Outcome {}

  /**
   * Begun, or checked before it was, without success.
   *
   * @param message for the person: what was tried, what answered, what to do next
   */
  record Failed(Step step, ResourceFailure.Kind kind, String message) implements Outcome {}

  /**
   * Not begun because of a failure.
   *
   * @param because whose step failed
   */
  record Skipped(Step step, Address because) implements Outcome {}

  /** Not begun because the run was interrupted. */
  record NotStarted(Step step) implements Outcome {}
}
