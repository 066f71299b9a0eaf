package dev.phoenix.provider.ssh;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Neighbours;

/** Who answers for the host keys of machines that live in something, such as in a cluster. */
@FunctionalInterface
public interface Vouching {
  /** For machines that nobody sees from outside. */
  Vouching NOBODY = (_, _) -> Voucher.NONE;

  /** The one who answers for what lives there. */
  Voucher of(Address home, Neighbours neighbours);
}
