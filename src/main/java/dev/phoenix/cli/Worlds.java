package dev.phoenix.cli;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.lab.LabNetwork;
import dev.phoenix.provider.connection.Network;
import dev.phoenix.resource.Provider;
import dev.phoenix.resource.Redaction;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Opens the real world or the lab, as the command line says. */
final class Worlds {
  private final BiFunction<Network, Redaction, List<Provider>> providers;

  Worlds(BiFunction<Network, Redaction, List<Provider>> providers) {
    this.providers = providers;
  }

  /** Null if the lab cannot be opened, which the diagnostics then say. */
  @Nullable World open(Session session, Configuration configuration, Diagnostics diagnostics) {
    Redaction redaction = session.terminal().redaction();
    if (!session.isLab()) {
      return World.real(providers.apply(Network.real(), redaction));
    }
    try (Waiting waiting =
        new Waiting(session.terminal(), "the lab, which another phoenix may use")) {
      LabNetwork lab = LabWorld.enter(session, configuration);
      waiting.done();
      return World.lab(providers.apply(lab, redaction), lab);
    } catch (IOException e) {
      diagnostics.add(LabFailure.of(e));
      return null;
    }
  }
}
