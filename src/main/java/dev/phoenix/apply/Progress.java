package dev.phoenix.apply;

import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;

/** Told what an apply is doing. Called from several threads at once; returns quickly. */
public interface Progress {
  /** Checks and pulls that come before the first step. */
  default void preparing(Address address) {}

  default void started(Step step) {}

  /** What a resource is doing or waiting for just now, also while it is prepared. */
  default void progressed(Address address, String what) {}

  default void ended(Outcome outcome) {}

  /** Nobody listens. */
  static Progress silent() {
    return new Progress() {};
  }
}
