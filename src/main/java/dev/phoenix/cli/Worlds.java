package dev.phoenix.cli;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.resource.Provider;
import java.util.List;
import java.util.function.Function;

/** Opens the real world or the lab, as the command line says. */
final class Worlds {
  private final Function<Network, List<Provider>> providers;

  Worlds(Function<Network, List<Provider>> providers) {
    this.providers = providers;
  }

  World open(Session session, Configuration configuration) {
    return World.real(providers);
  }
}
