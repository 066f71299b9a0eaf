package dev.phoenix.apply;

import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Stage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What workers and the user tell the walk. */
sealed interface Event {
  record Ended(Step step, Result result, Duration took) implements Event {}

  /**
   * A step has made something.
   *
   * @param written completed once the journal has it; false if it could not be written
   */
  record Exists(Address address, Identity identity, CompletableFuture<Boolean> written)
      implements Event {}

  /**
   * A step has come this far.
   *
   * @param written as above
   */
  record Staged(Address address, Stage stage, CompletableFuture<Boolean> written)
      implements Event {}

  /** A step begins to wait for the world, so that another may work. */
  record Waits() implements Event {}

  /** Something other than a step is to be looked at. */
  record Stopped() implements Event {}
}
