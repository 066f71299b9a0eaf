package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostics;
import java.util.stream.Stream;

/** Numbers of guests, and names of hosts, environments, groups and registries, are unique. */
final class UniqueNames implements CrossChecks.Check {
  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    Unique numbers = new Unique("vmid", diagnostics);
    guests(configuration)
        .filter(guest -> guest.vmid() > 0)
        .forEach(
            guest -> numbers.claim(Integer.toString(guest.vmid()), guest.name(), guest.position()));
    machines(configuration, diagnostics);
    PortainerServer server = configuration.portainer();
    if (server != null) {
      Unique groups = new Unique("group name", diagnostics);
      server.groups().forEach(group -> groups.claim(group.name(), "a group", group.position()));
      Unique registries = new Unique("registry name", diagnostics);
      server
          .registries()
          .forEach(one -> registries.claim(one.name(), "a registry", one.position()));
    }
  }

  private static void machines(Configuration configuration, Diagnostics diagnostics) {
    Unique names = new Unique("host name", diagnostics);
    Unique environments = new Unique("Portainer environment name", diagnostics);
    for (Host host : configuration.hosts()) {
      names.claim(host.name(), "a host", host.position());
      if (host.environment() != null) {
        environments.claim(host.environment().name(), host.name(), host.position());
      }
      Unique volumes = new Unique("volume", diagnostics);
      host.volumes().forEach(one -> volumes.claim(one.name(), host.name(), one.position()));
      Unique networks = new Unique("network", diagnostics);
      host.networks().forEach(one -> networks.claim(one.name(), host.name(), one.position()));
    }
    for (DockerGuest machine : configuration.guests()) {
      if (machine instanceof VirtualMachine) {
        names.claim(machine.guest().name(), "a virtual machine", machine.guest().position());
      } else if (machine.hasDocker()) {
        names.claim(machine.guest().name(), "a container", machine.guest().position());
      }
      if (machine.guest().role() == PortainerRole.AGENT) {
        environments.claim(
            machine.environmentName(), machine.guest().name(), machine.guest().position());
      }
    }
  }

  static Stream<Guest> guests(Configuration configuration) {
    return Stream.concat(
        configuration.virtualMachines().stream().map(VirtualMachine::guest),
        configuration.containers().stream().map(LxcContainer::guest));
  }
}
