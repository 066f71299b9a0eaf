package dev.phoenix.configuration;

import dev.phoenix.configuration.Host.Home;
import dev.phoenix.configuration.PortainerEnvironment.Agent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Virtual machines and containers that have Docker are hosts like any other. */
final class GuestHosts {
  private final Defaults defaults;
  private final ConnectionReader connections;

  GuestHosts(Defaults defaults) {
    this.defaults = defaults;
    this.connections = new ConnectionReader(defaults.ssh());
  }

  List<Host> of(List<VirtualMachine> machines, List<LxcContainer> containers) {
    List<Host> hosts = new ArrayList<>();
    for (VirtualMachine machine : machines) {
      if (!machine.template() && machine.guest().features().contains("docker")) {
        hosts.add(
            host(
                machine.guest(),
                Home.Kind.VM,
                machine.user(),
                environment(machine),
                machine.stacks()));
      }
    }
    for (LxcContainer container : containers) {
      if (container.guest().features().contains("docker")) {
        hosts.add(host(container.guest(), Home.Kind.LXC, "root", null, List.of()));
      }
    }
    return hosts;
  }

  private Host host(
      Guest guest,
      Home.Kind kind,
      @Nullable String user,
      @Nullable PortainerEnvironment environment,
      List<StackAssignment> stacks) {
    String address = address(guest);
    return new Host(
        guest.name(),
        address,
        connections.read(address, user),
        guest.role(),
        environment,
        new DockerEngine("any", null, null, user == null ? List.of() : List.of(user)),
        List.of(),
        List.of(),
        List.of(),
        stacks,
        List.of(),
        new Home(kind, guest.name()),
        guest.position());
  }

  private static String address(Guest guest) {
    Reference address = guest.address();
    return address == null ? guest.name() : Networks.withoutMask(address.target());
  }

  private @Nullable PortainerEnvironment environment(VirtualMachine machine) {
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
