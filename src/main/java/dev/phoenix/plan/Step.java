package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import java.util.List;

/**
 * One operation of an apply.
 *
 * @param number its place in the order of execution, from 1
 * @param after numbers of the steps that must have succeeded before
 */
public record Step(int number, Address address, Operation operation, List<Integer> after) {

  /** What is done to the world, or only to the state. */
  public enum Operation {
    CREATE,
    UPDATE,
    DELETE,
    /** It went with what it lived in: only its record is dropped. */
    VANISH,
    /** Only the state changes: adopt without differences, forget, move, refreshed attributes. */
    RECORD;

    /** Whether only the state changes. */
    public boolean isOnState() {
      return this == VANISH || this == RECORD;
    }
  }

  public Step {
    after = List.copyOf(after);
  }
}
