package dev.phoenix.cli;

import dev.phoenix.lab.LabNetwork;
import dev.phoenix.resource.Provider;
import dev.phoenix.resource.ResourceTypes;
import java.util.List;

/** The world that a command works on, and the types of resource in it; closing it disconnects. */
final class World implements AutoCloseable {
  private final List<Provider> providers;
  private final AutoCloseable network;

  private World(List<Provider> providers, AutoCloseable network) {
    this.providers = providers;
    this.network = network;
  }

  static World real(List<Provider> providers) {
    return new World(providers, () -> {});
  }

  static World lab(List<Provider> providers, LabNetwork lab) {
    return new World(providers, lab);
  }

  ResourceTypes types() {
    return new ResourceTypes(providers);
  }

  @Override
  public void close() {
    providers.forEach(Provider::close);
    try {
      network.close();
    } catch (Exception failure) {
      throw new IllegalStateException("the lab did not close", failure);
    }
  }
}
