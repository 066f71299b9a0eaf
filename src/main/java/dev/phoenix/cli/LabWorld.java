package dev.phoenix.cli;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.Connection;
import dev.phoenix.configuration.Host;
import dev.phoenix.configuration.Hypervisor;
import dev.phoenix.configuration.PortainerServer;
import dev.phoenix.lab.Lab;
import dev.phoenix.lab.LabFleet;
import dev.phoenix.lab.LabNetwork;
import dev.phoenix.lab.LabOptions;
import dev.phoenix.lab.engine.EngineApi;
import dev.phoenix.lab.portainer.PortainerAppliance;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Opens the lab with the machines that the files name; loaded only when the lab is asked for. */
final class LabWorld {
  private static final int HTTPS = 9443;

  private LabWorld() {}

  /** Has the world for itself. */
  static Lab open(Session session, Configuration configuration) throws IOException {
    return Lab.open(session.labFolder(), parts(session, configuration));
  }

  /** The same, or the one that {@code phoenix lab} has open. */
  static LabNetwork enter(Session session, Configuration configuration) throws IOException {
    return Lab.enter(session.labFolder(), parts(session, configuration));
  }

  private static Lab.Parts parts(Session session, Configuration configuration) {
    return parts(options(session.arguments()), configuration);
  }

  /** What the world of these files is made of. */
  static Lab.Parts parts(LabOptions options, Configuration configuration) {
    PortainerAppliance portainer =
        new PortainerAppliance(
            EngineApi::new, InstantSource.system(), options.latency(), options::weather);
    return new Lab.Parts(
        options, fleet(configuration), List.of(portainer), portainer.fingerprints());
  }

  private static LabOptions options(Arguments arguments) {
    LabOptions usual = LabOptions.USUAL;
    String faults = arguments.value(Option.LAB_FAULTS);
    long seed = usual.seed();
    int ofAThousand = usual.faults();
    int usualTasks = Math.toIntExact(usual.tasks().toMillis());
    if (faults != null) {
      int colon = faults.indexOf(':');
      seed = Long.parseLong(faults.substring(0, colon));
      ofAThousand = 10 * Integer.parseInt(faults.substring(colon + 1));
    }
    return new LabOptions(
            Objects.requireNonNullElse(arguments.value(Option.LAB_VERSION), usual.portainer()),
            Duration.ofMillis(arguments.number(Option.LAB_LATENCY, 0)),
            usual.installing(),
            ofAThousand,
            seed)
        .withProxmox(
            Objects.requireNonNullElse(arguments.value(Option.LAB_PROXMOX), usual.proxmox()),
            Duration.ofMillis(arguments.number(Option.LAB_TASK_TIME, usualTasks)));
  }

  private static LabFleet fleet(Configuration configuration) {
    PortainerServer server = configuration.portainer();
    Hypervisor hypervisor = configuration.hypervisor();
    Map<String, LabFleet.Account> registries = new LinkedHashMap<>();
    if (server != null) {
      for (PortainerServer.Registry registry : server.registries()) {
        Secret password = registry.password();
        if (password != null) {
          registries.put(registry.url(), new LabFleet.Account(registry.username(), password));
        }
      }
    }
    return new LabFleet(
        configuration.hosts().stream().map(LabWorld::machine).toList(),
        server == null || server.managed() ? List.of() : List.of(existing(server)),
        registries,
        names(configuration),
        hypervisor == null ? null : LabDatacenter.of(hypervisor, configuration));
  }

  /** Agents that the server sees under names of their own: in the lab nobody serves names. */
  private static Map<String, String> names(Configuration configuration) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Host host : configuration.machines()) {
      if (host.environment() != null) {
        names.put(host.environment().agent().address(), host.address());
      }
    }
    return names;
  }

  private static LabFleet.Host machine(Host host) {
    return switch (host.connection()) {
      case Connection.Ssh ssh -> new LabFleet.Host(host.name(), ssh.address(), ssh.port(), null);
      case Connection.Local local ->
          new LabFleet.Host(host.name(), host.address(), 22, local.socket());
      // Of those that exist already none is one.
      case Connection.Pct _ -> new LabFleet.Host(host.name(), host.address(), 0, null);
    };
  }

  private static LabFleet.Server existing(PortainerServer server) {
    URI url = URI.create(server.url());
    String host = Objects.requireNonNullElse(url.getHost(), server.name());
    int port = url.getPort() < 0 ? HTTPS : url.getPort();
    Secret password =
        Objects.requireNonNullElseGet(
            server.adminPassword(), () -> new Secret("lab-administrator"));
    return new LabFleet.Server(
        host, port, new LabFleet.Account(server.adminUser(), password), server.apiKey());
  }
}
