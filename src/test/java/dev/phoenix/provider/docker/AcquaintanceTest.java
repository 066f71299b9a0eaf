package dev.phoenix.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.provider.ssh.Voucher;
import dev.phoenix.resource.Identity;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which host keys of a machine that phoenix made are believed, and what is kept of them. */
final class AcquaintanceTest {
  private static Voucher machine(String mark, String... keys) {
    return new Voucher() {
      @Override
      public Set<String> fingerprints() {
        return Set.of(keys);
      }

      @Override
      public String machine() {
        return mark;
      }
    };
  }

  private static Acquaintance met(Voucher outside, String... recorded) {
    Identity identity =
        recorded.length == 0
            ? Identity.UNKNOWN
            : Identity.of(
                Map.of("engine", "id", "host_key", recorded[0], "host_key_of", recorded[1]));
    return new Acquaintance(outside, () -> identity);
  }

  @Test
  void theFirstKeyIsBelievedAndKept() throws Exception {
    Acquaintance met = met(machine("mark"));
    assertThat(met.fingerprints()).isEmpty();
    assertThat(met.introduce("SHA256:first")).isTrue();
    assertThat(met.parts())
        .containsOnly(Map.entry("host_key", "SHA256:first"), Map.entry("host_key_of", "mark"));
  }

  @Test
  void afterThatOnlyThisOneIs() throws Exception {
    Acquaintance met = met(machine("mark"), "SHA256:first", "mark");
    assertThat(met.fingerprints()).containsExactly("SHA256:first");
    assertThat(met.parts()).containsEntry("host_key", "SHA256:first");
  }

  @Test
  void aMachineThatIsMadeInItsPlaceIntroducesItselfAnew() throws Exception {
    Acquaintance met = met(machine("other"), "SHA256:first", "mark");
    assertThat(met.fingerprints()).isEmpty();
    assertThat(met.introduce("SHA256:second")).isTrue();
    assertThat(met.parts()).containsEntry("host_key_of", "other");
  }

  @Test
  void aMachineThatWasMetIntroducesItselfNoMore() throws Exception {
    Identity byKnownHosts = Identity.of(Map.of("engine", "id", "host_key_of", "mark"));
    Acquaintance met = new Acquaintance(machine("mark"), () -> byKnownHosts);
    assertThat(met.fingerprints()).isEmpty();
    assertThat(met.introduce("SHA256:in-between")).isFalse();
    assertThat(met.parts()).isEmpty();
    assertThat(new Acquaintance(machine("other"), () -> byKnownHosts).introduce("SHA256:anew"))
        .isTrue();
  }

  /** Of an engine in the state of an older version nobody knows on which machine it was. */
  @Test
  void norDoesOneWhoseEngineIsKnown() throws Exception {
    Identity old = Identity.of("engine", "id");
    assertThat(new Acquaintance(machine("mark"), () -> old).introduce("SHA256:in-between"))
        .isFalse();
  }

  @Test
  void whatTheRunBelievedHoldsBeforeItIsRecorded() throws Exception {
    Acquaintance met = met(machine("mark"));
    assertThat(met.introduce("SHA256:first")).isTrue();
    assertThat(met.fingerprints()).containsExactly("SHA256:first");
  }

  @Test
  void whatIsSeenFromOutsideCountsMoreAndNeedsNoKeeping() throws Exception {
    Acquaintance met = met(machine("mark", "SHA256:own"), "SHA256:first", "mark");
    assertThat(met.fingerprints()).containsExactly("SHA256:own");
    assertThat(met.parts()).isEmpty();
  }

  @Test
  void nobodysMachineIsNeverBelieved() throws Exception {
    Acquaintance met = met(Voucher.NONE, "SHA256:first", "");
    assertThat(met.fingerprints()).isEmpty();
    assertThat(met.introduce("SHA256:first")).isFalse();
    assertThat(met.parts()).isEmpty();
  }
}
