package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import org.jspecify.annotations.Nullable;

/**
 * When one operation on an object comes; of an object with nothing to do, its place in the order.
 *
 * @param leaves whether the object goes then; else it is made, changed or kept
 */
record Turn(Address address, boolean leaves) implements Comparable<Turn> {
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
    int first = address.compareTo(other.address);
    return first != 0 ? first : Boolean.compare(leaves, other.leaves);
  }

  // Written out: to link those that Java would make takes longer than to order a small plan.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Turn that && leaves == that.leaves && address.equals(that.address);
  }

  @Override
  public int hashCode() {
    return 2 * address.hashCode() + (leaves ? 1 : 0);
  }
}
