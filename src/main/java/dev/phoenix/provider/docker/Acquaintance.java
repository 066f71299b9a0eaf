package dev.phoenix.provider.docker;

import dev.phoenix.provider.ssh.Voucher;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.ResourceFailure;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is known of the host key of a machine that phoenix made. Where nobody sees the machine from
 * outside, the key of the first contact is believed, for this machine and for none that is made in
 * its place, and kept with the identity of its engine.
 */
final class Acquaintance implements Voucher {
  static final String KEY = "host_key";

  /** Which machine it was, for another one may be made at its address. */
  private static final String MACHINE = "host_key_of";

  private final Voucher outside;
  private final Supplier<Identity> recorded;
  private volatile Map<String, String> parts = Map.of();

  Acquaintance(Voucher outside, Supplier<Identity> recorded) {
    this.outside = outside;
    this.recorded = recorded;
  }

  @Override
  public Set<String> fingerprints() throws ResourceFailure {
    Set<String> seen = outside.fingerprints();
    if (!seen.isEmpty()) {
      return seen;
    }
    String machine = outside.machine();
    Identity identity = recorded.get();
    String pin = identity.part(KEY);
    if (machine.isEmpty() || pin.isEmpty() || !identity.part(MACHINE).equals(machine)) {
      return Set.of();
    }
    parts = Map.of(KEY, pin, MACHINE, machine);
    return Set.of(pin);
  }

  @Override
  public String machine() throws ResourceFailure {
    return outside.machine();
  }

  @Override
  public boolean introduce(String fingerprint) throws ResourceFailure {
    String machine = outside.machine();
    if (machine.isEmpty()) {
      return false;
    }
    parts = Map.of(KEY, fingerprint, MACHINE, machine);
    return true;
  }

  /** What to keep with the identity; nothing where the key is known otherwise. */
  Map<String, String> parts() {
    return parts;
  }
}
