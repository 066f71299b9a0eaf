package dev.phoenix.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a real fleet, read where they lie: they are not part of the project. */
class PredecessorTest {
  private static final Path SET =
      Path.of(System.getProperty("phoenix.predecessor", "../shared/data/predecessor"));

  @Test
  void aRealSetLoadsWithoutAnError() {
    Diagnostics diagnostics = new Diagnostics();

    Configuration reading =
        new ConfigurationReader(SecretSource.of(Map.of())).read(SET, diagnostics);

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

  @ParameterizedTest
  @ValueSource(strings = {"etc/phoenix_vm_configs.json", "etc/phoenix_lxc_configs.json"})
  void everyValueOfItsGuestsIsCarriedOrWarnedOf(String file, @TempDir Path copy)
      throws IOException {
    try (Stream<Path> files = Files.walk(SET)) {
      for (Path one : files.sorted().toList()) {
        Path target = copy.resolve(SET.relativize(one).toString());
        if (!Files.exists(target)) {
          Files.copy(one, target);
        }
      }
    }
    FieldCensus census = new FieldCensus(copy, file);

    assertThat(census.forgotten()).isEmpty();
    System.out.printf(
        "PredecessorTest: none of %d fields of %s is forgotten%n", census.fields(), file);
  }

  @Test
  void whatHasNoEffectIsSaidOncePerFileAndReason() {
    Diagnostics diagnostics = new Diagnostics();

    new ConfigurationReader(SecretSource.of(Map.of())).read(SET, diagnostics);

    List<Diagnostic> without =
        diagnostics.sorted().stream().filter(one -> one.summary().contains("no effect")).toList();
    assertThat(without)
        .extracting(one -> Objects.requireNonNull(one.position()).file(), Diagnostic::detail)
        .doesNotHaveDuplicates();
    assertThat(without).hasSizeLessThan(25).allMatch(one -> one.position() != null);
    System.out.printf("PredecessorTest: %d warnings%n", diagnostics.sorted().size());
  }

  /** Told of once, however many tests it leaves out. */
  @BeforeAll
  static void setIsThere() {
    if (!Files.isDirectory(SET)) {
      System.out.println(
          "PredecessorTest left out: no real set at "
              + SET
              + "; name one with -Dphoenix.predecessor=FOLDER.");
    }
    assumeTrue(Files.isDirectory(SET));
  }
}
