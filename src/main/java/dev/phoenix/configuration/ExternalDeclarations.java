package dev.phoenix.configuration;

import dev.phoenix.configuration.compose.ComposeFile;
import dev.phoenix.configuration.compose.ComposeFile.External;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Volumes and networks that a Compose file calls external are declared where it runs. */
final class ExternalDeclarations implements CrossChecks.Check {
  /** Networks that every engine has. */
  static final Set<String> BUILT_IN = Set.of("bridge", "host", "none");

  private final ComposeFiles compose;
  private final Refusals refusals;

  ExternalDeclarations(ComposeFiles compose, Refusals refusals) {
    this.compose = compose;
    this.refusals = refusals;
  }

  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    for (Host host : configuration.hosts()) {
      Set<String> volumes =
          host.volumes().stream().map(DockerVolume::name).collect(Collectors.toSet());
      Set<String> networks =
          host.networks().stream().map(DockerNetwork::name).collect(Collectors.toSet());
      for (StackAssignment assignment : host.stacks()) {
        compose
            .of(assignment)
            .ifPresent(file -> {
              declared("volume", file.volumes(), volumes, host, diagnostics);
              declared(
                  "network",
                  file.networks().stream()
                      .filter(network -> !BUILT_IN.contains(network.name()))
                      .toList(),
                  networks,
                  host,
                  diagnostics);
            });
      }
    }
    configuration.guests().forEach(machine -> warn(machine, diagnostics));
  }

  private void declared(
      String kind,
      List<External> externals,
      Set<String> declared,
      Host host,
      Diagnostics diagnostics) {
    boolean sure = !refusals.hide(WorkspaceFiles.HYPERVISOR, "/hosts/*/" + kind + "s/*/name");
    for (External external : externals) {
      if (sure && !declared.contains(external.name())) {
        diagnostics.add(
            Diagnostic.error(
                    "the external " + kind + " " + external.name() + " is not declared",
                    "Nothing makes it on "
                        + host.name()
                        + ". Add { \"name\": \""
                        + external.name()
                        + "\" } to \""
                        + kind
                        + "s\" of the host at "
                        + host.position()
                        + ".")
                .at(external.position()));
      }
    }
  }

  /** Files for guests never had a place to declare them, so that is no error. */
  private void warn(DockerGuest machine, Diagnostics diagnostics) {
    for (StackAssignment assignment : machine.stacks()) {
      compose.of(assignment).map(ComposeFile::volumes).orElse(List.of()).stream()
          .map(external ->
              Diagnostic.warning(
                      "the external volume " + external.name() + " is declared nowhere",
                      "A plain local volume is made on " + machine.guest().name() + ".")
                  .at(external.position()))
          .forEach(diagnostics::add);
    }
  }
}
