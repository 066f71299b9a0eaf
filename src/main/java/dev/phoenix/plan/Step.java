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
    /** Only the state changes: adopt without differences, forget, move, refreshed attributes. */
    RECORD
  }

  public Step {
    after = List.copyOf(after);
  }
}
