package dev.phoenix.resource;

import java.util.Optional;
import java.util.SortedMap;

/**
 * What a resource type may ask about the other resources while it works on one. Safe for threads.
 */
public interface Neighbours {
  /**
   * The neighbour as the files want it and the state remembers it.
   *
   * @throws IllegalArgumentException if neither knows the address
   */
  Subject subject(Address address);

  /** Secrets of the neighbour as the files give them; empty if the files no longer name it. */
  SortedMap<String, Secret> secrets(Address address);

  /**
   * What was observed of the neighbour in this refresh; waits for it. While applying: what was
   * observed, or done to it, last.
   */
  Observation observation(Address address);

  /**
   * Why nothing can be read behind a neighbour: it is not there, so neither is what it keeps, or it
   * cannot be reached. Empty if it is there.
   */
  default Optional<Observation> missing(Address address) {
    Observation observation = observation(address);
    return observation instanceof Observation.Present ? Optional.empty() : Optional.of(observation);
  }
}
