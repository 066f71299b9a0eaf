package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;

/** A gateway lies in the network that it leads out of. */
final class Gateways implements CrossChecks.Check {
  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    UniqueNames.guests(configuration)
        .forEach(guest -> {
          Reference gateway = guest.network().gateway();
          Reference address = guest.address();
          if (gateway != null && address != null) {
            check(gateway.target(), address.target(), gateway.position(), diagnostics);
          }
        });
    for (Host host : configuration.hosts()) {
      for (DockerNetwork network : host.networks()) {
        if (network.gateway() != null && network.subnet() != null) {
          check(network.gateway(), network.subnet(), network.position(), diagnostics);
        }
      }
    }
  }

  private static void check(
      String gateway, String network, Position place, Diagnostics diagnostics) {
    if (!Networks.inSubnet(gateway, network)) {
      diagnostics.add(
          Diagnostic.error(
                  "the gateway " + gateway + " lies outside the network of " + network,
                  "Nothing could be reached through it. Correct the gateway, the address or the"
                      + " mask.")
              .at(place));
    }
  }
}
