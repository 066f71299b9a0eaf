package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.util.ArrayList;
import java.util.List;

/** One machine at most runs the Portainer server, and there is a server where agents are. */
final class Primary implements CrossChecks.Check {
  private final Refusals refusals;

  Primary(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    List<Reference> primaries = machines(configuration, PortainerRole.PRIMARY);
    PortainerServer server = configuration.portainer();
    if (server != null && !server.managed()) {
      primaries.forEach(one -> diagnostics.add(besides(one, server)));
      return;
    }
    primaries.stream().skip(1).forEach(one -> diagnostics.add(second(one, primaries.getFirst())));
    List<Reference> agents = machines(configuration, PortainerRole.AGENT);
    if (primaries.isEmpty()
        && !CrossChecks.areRolesUnsure(refusals)
        && (server != null || !agents.isEmpty())) {
      Position place = server == null ? agents.getFirst().position() : server.position();
      diagnostics.add(
          Diagnostic.error(
                  "no machine runs the Portainer server",
                  "Give one host \"portainer_role\": \"primary\". Or, if a server exists already,"
                      + " write its \"url\" and \"managed\": false into \"portainer_api\".")
              .at(place));
    }
  }

  private static Diagnostic besides(Reference primary, PortainerServer server) {
    return Diagnostic.error(
            primary.target() + " cannot be primary: the Portainer server exists already",
            "\"portainer_api\" at "
                + server.position()
                + " has \"managed\": false. Remove that, or make the role agent.")
        .at(primary.position());
  }

  private static Diagnostic second(Reference primary, Reference first) {
    return Diagnostic.error(
            "a fleet has one primary, and " + primary.target() + " is another",
            first.target()
                + " at "
                + first.position()
                + " has the role already. Make this one an agent.")
        .at(primary.position());
  }

  private static List<Reference> machines(Configuration configuration, PortainerRole role) {
    List<Reference> machines = new ArrayList<>();
    configuration.hosts().stream()
        .filter(host -> host.role() == role)
        .forEach(host -> machines.add(new Reference(host.name(), host.position())));
    configuration.guests().stream()
        .map(DockerGuest::guest)
        .filter(guest -> guest.role() == role)
        .forEach(guest -> machines.add(new Reference(guest.name(), guest.position())));
    return machines;
  }
}
