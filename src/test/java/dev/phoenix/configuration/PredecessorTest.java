package dev.phoenix.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The files of a real fleet, read where they lie: they are not part of the project. */
class PredecessorTest {
  @Test
  void aRealSetLoadsWithoutAnError() {
    Path set = set();
    Diagnostics diagnostics = new Diagnostics();

    Configuration reading =
        new ConfigurationReader(SecretSource.of(Map.of())).read(set, diagnostics);

    assertThat(diagnostics.sorted()).filteredOn(Diagnostic::isError).isEmpty();
    Configuration read = Objects.requireNonNull(reading);
    assertThat(read.virtualMachines()).hasSize(3);
    assertThat(read.containers()).hasSize(12);
    assertThat(read.stacks().keySet())
        .containsExactly("portainer_service", "qdrant_service", "thinkheads_ai_app");
    assertThat(Rendering.of(diagnostics))
        .contains("etc/phoenix_hypervisor_config.json:")
        .doesNotContain("example-p");
  }

  private static Path set() {
    String named = System.getProperty("phoenix.predecessor", "../shared/data/predecessor");
    Path set = Path.of(named);
    boolean there = Files.isDirectory(set);
    if (!there) {
      System.out.println(
          "PredecessorTest left out: no real set at "
              + named
              + "; name one with -Dphoenix.predecessor=FOLDER.");
    }
    assumeTrue(there);
    return set;
  }
}
