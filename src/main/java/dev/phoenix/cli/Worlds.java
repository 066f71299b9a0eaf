package dev.phoenix.cli;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.lab.LabNetwork;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.resource.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** Opens the real world or the lab, as the command line says. */
final class Worlds {
  private final Function<Network, List<Provider>> providers;

  Worlds(Function<Network, List<Provider>> providers) {
    this.providers = providers;
  }

  World open(Session session, Configuration configuration) {
    if (!session.isLab()) {
      return World.real(providers);
    }
    try (Waiting waiting = new Waiting(session.terminal(), "the lab, which another phoenix uses")) {
      LabNetwork lab = LabWorld.enter(session, configuration);
      waiting.done();
      return World.lab(providers, lab);
    } catch (IOException e) {
      throw new UncheckedIOException("the lab cannot be opened", e);
    }
  }
}
