package dev.phoenix.configuration;

import dev.phoenix.configuration.Host.Home;
import dev.phoenix.configuration.PortainerEnvironment.Agent;
import dev.phoenix.configuration.compose.ComposeFile;
import dev.phoenix.configuration.compose.ComposeFile.External;
import dev.phoenix.diagnostic.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Virtual machines and containers that have Docker are hosts like any other. */
final class GuestHosts {
  private final Defaults defaults;
  private final Map<String, StackDefinition> stacks;
  private final ConnectionReader connections;

  GuestHosts(Defaults defaults, Map<String, StackDefinition> stacks) {
    this.defaults = defaults;
    this.stacks = stacks;
    this.connections = new ConnectionReader(defaults.ssh());
  }

  List<Host> of(List<VirtualMachine> machines, List<LxcContainer> containers) {
    List<Host> hosts = new ArrayList<>();
    for (VirtualMachine machine : machines) {
      if (!machine.template() && machine.hasDocker()) {
        String user = machine.user();
        Connection connection = connections.read(machine.guest().reachedAt(), user);
        List<String> users = user == null ? List.of() : List.of(user);
        hosts.add(host(machine, Home.Kind.VM, connection, users));
      }
    }
    for (LxcContainer container : containers) {
      if (container.hasDocker()) {
        // Root needs no group to use the engine.
        hosts.add(host(container, Home.Kind.LXC, connection(container), List.of()));
      }
    }
    return hosts;
  }

  private Connection connection(LxcContainer container) {
    return container.ssh()
        ? connections.read(container.guest().reachedAt(), "root")
        : new Connection.Pct(container.guest().vmid());
  }

  private Host host(
      DockerGuest machine, Home.Kind kind, Connection connection, List<String> users) {
    Guest guest = machine.guest();
    return new Host(
        guest.name(),
        guest.reachedAt(),
        connection,
        guest.role(),
        environment(machine),
        new DockerEngine("any", null, null, users),
        volumes(machine.stacks()),
        networks(machine.stacks()),
        List.of(),
        machine.stacks(),
        List.of(),
        new Home(kind, guest.name()),
        guest.position());
  }

  /** Nothing else could have made them on a machine that phoenix makes. */
  private List<DockerVolume> volumes(List<StackAssignment> assigned) {
    return externals(assigned, ComposeFile::volumes).entrySet().stream()
        .map(volume ->
            new DockerVolume(
                volume.getKey(), "local", new TreeMap<>(), new TreeMap<>(), volume.getValue()))
        .toList();
  }

  private List<DockerNetwork> networks(List<StackAssignment> assigned) {
    return externals(assigned, ComposeFile::networks).entrySet().stream()
        .filter(network -> !ExternalDeclarations.BUILT_IN.contains(network.getKey()))
        .map(network ->
            new DockerNetwork(
                network.getKey(),
                "bridge",
                false,
                false,
                new TreeMap<>(),
                null,
                null,
                new TreeMap<>(),
                network.getValue()))
        .toList();
  }

  private SortedMap<String, Position> externals(
      List<StackAssignment> assigned, Function<ComposeFile, List<External>> kind) {
    SortedMap<String, Position> externals = new TreeMap<>();
    for (StackAssignment assignment : assigned) {
      StackDefinition stack = stacks.get(assignment.stack());
      StackEnvironment environment =
          stack == null ? null : stack.environments().get(assignment.environment());
      ComposeFile compose = environment == null ? null : environment.compose();
      if (compose != null) {
        kind.apply(compose).forEach(one -> externals.putIfAbsent(one.name(), one.position()));
      }
    }
    return externals;
  }

  private @Nullable PortainerEnvironment environment(DockerGuest machine) {
    boolean known =
        switch (machine.guest().role()) {
          case AGENT -> true;
          case PRIMARY -> !machine.stacks().isEmpty();
          case NONE -> false;
        };
    return !known
        ? null
        : new PortainerEnvironment(
            machine.environmentName(),
            "",
            "Unassigned",
            List.of(),
            new Agent(
                true,
                "portainer_agent",
                defaults.agentImage(),
                "missing",
                machine.agentHostname(),
                defaults.agentPort(),
                Integer.toString(defaults.agentPort())));
  }
}
