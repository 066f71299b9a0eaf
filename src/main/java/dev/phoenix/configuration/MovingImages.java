package dev.phoenix.configuration;

import dev.phoenix.configuration.compose.ComposeFile.Service;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.util.List;

/** Images name a version, so that nobody's pull moves a fleet to another one. */
final class MovingImages implements CrossChecks.Check {
  private final ComposeFiles compose;

  MovingImages(ComposeFiles compose) {
    this.compose = compose;
  }

  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    configuration.hosts().forEach(host -> stacks(host.stacks(), diagnostics));
    configuration.guests().forEach(machine -> stacks(machine.stacks(), diagnostics));
    server(configuration, diagnostics);
  }

  private void stacks(List<StackAssignment> stacks, Diagnostics diagnostics) {
    for (StackAssignment assignment : stacks) {
      compose
          .of(assignment)
          .ifPresent(file ->
              file.services().values().stream()
                  .filter(service -> service.image().endsWith(":latest"))
                  .forEach(service -> diagnostics.add(moving(service))));
    }
  }

  private static Diagnostic moving(Service service) {
    return Diagnostic.warning(
            "the image of service " + service.name() + " names no version",
            service.image() + " may be another tomorrow. Name a version.")
        .at(service.position());
  }

  private static void server(Configuration configuration, Diagnostics diagnostics) {
    PortainerServer server = configuration.portainer();
    if (server == null || !server.managed()) {
      return;
    }
    for (String tag : List.of(":latest", ":lts", ":sts")) {
      if (server.image().endsWith(tag)) {
        diagnostics.add(
            Diagnostic.warning(
                    "the image of the Portainer server names no version",
                    server.image()
                        + " may be another tomorrow, and agents must be of the server's version."
                        + " Name one, such as portainer/portainer-ce:"
                        + Defaults.VERSION
                        + ".")
                .at(server.position()));
      }
    }
  }
}
