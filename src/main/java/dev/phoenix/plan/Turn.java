package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import java.util.Comparator;

/**
 * When one operation on an object comes; of an object with nothing to do, its place in the order.
 *
 * @param leaves whether the object goes then; else it is made, changed or kept
 */
record Turn(Address address, boolean leaves) implements Comparable<Turn> {
  private static final Comparator<Turn> ORDER =
      Comparator.comparing(Turn::address).thenComparing(Turn::leaves);

  /** When the object goes. */
  static Turn leaving(Address address) {
    return new Turn(address, true);
  }

  /** When the object is made, changed or kept. */
  static Turn making(Address address) {
    return new Turn(address, false);
  }

  @Override
  public int compareTo(Turn other) {
    return ORDER.compare(this, other);
  }
}
