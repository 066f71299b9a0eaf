package dev.phoenix.provider.ssh;

import dev.phoenix.resource.ResourceFailure;
import java.util.Set;

/**
 * Knows the host keys of a machine without connecting to it, because it looks into the machine from
 * outside. Asked only of a key that is not known or not the known one.
 */
@FunctionalInterface
public interface Voucher {
  /** Nobody answers for the machine. */
  Voucher NONE = Set::of;

  /**
   * {@code SHA256:} fingerprints without padding; none where nobody can say.
   *
   * @throws ResourceFailure if somebody could, and says why not
   */
  Set<String> fingerprints() throws ResourceFailure;

  /**
   * Where the machine is reached just now, for one whose address the files do not give; empty where
   * nobody sees it. Asked each time before it is connected to.
   */
  default String address() throws ResourceFailure {
    return "";
  }

  /** Tells the machine from any other that is made in its place; empty if it is nobody's. */
  default String machine() throws ResourceFailure {
    return "";
  }

  /** As {@link #machine} by what was observed last, without asking anybody; empty if unknown. */
  default String observedMachine() {
    return "";
  }

  /** Whether a key that nobody knows is believed because it came first; then it is remembered. */
  default boolean introduce(String fingerprint) throws ResourceFailure {
    return false;
  }
}
