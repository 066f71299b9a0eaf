package dev.phoenix.provider.docker;

import dev.phoenix.provider.ssh.Voucher;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.ResourceFailure;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is known of the host key of a machine that phoenix made. Where nobody sees the machine from
 * outside, the key of the first contact is believed, for this machine and for none that is made in
 * its place, and kept with the identity of its engine. A machine that was met before, in whatever
 * way its key was trusted then, introduces itself no more.
 */
final class Acquaintance implements Voucher {
  static final String KEY = "host_key";

  /** Which machine it was, for another one may be made at its address. */
  static final String MACHINE = "host_key_of";

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
    // What this run believed is not recorded yet.
    String pin = pin(parts, machine).or(() -> pin(recorded.get().parts(), machine)).orElse("");
    if (machine.isEmpty() || pin.isEmpty()) {
      return Set.of();
    }
    parts = Map.of(KEY, pin, MACHINE, machine);
    return Set.of(pin);
  }

  private static Optional<String> pin(Map<String, String> kept, String machine) {
    return machine.equals(kept.get(MACHINE))
        ? Optional.ofNullable(kept.get(KEY))
        : Optional.empty();
  }

  @Override
  public String address() throws ResourceFailure {
    return outside.address();
  }

  @Override
  public String machine() throws ResourceFailure {
    return outside.machine();
  }

  @Override
  public boolean introduce(String fingerprint) throws ResourceFailure {
    String machine = outside.machine();
    if (machine.isEmpty() || wasMet(recorded.get(), machine)) {
      return false;
    }
    parts = Map.of(KEY, fingerprint, MACHINE, machine);
    return true;
  }

  /** An engine that is known was met; only on a machine that was made since it was not. */
  private static boolean wasMet(Identity engine, String machine) {
    String before = engine.part(MACHINE);
    return engine.isKnown() && (before.isEmpty() || before.equals(machine));
  }

  /** What to keep with the identity; nothing where the key is known otherwise. */
  Map<String, String> parts() {
    return parts;
  }
}
