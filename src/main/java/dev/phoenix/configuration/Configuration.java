package dev.phoenix.configuration;

import dev.phoenix.resource.Lifecycles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a workspace want, with defaults filled in and references resolved.
 *
 * @param name of the workspace: the folder's
 * @param portainer null where no file speaks of Portainer
 * @param hosts machines that exist already, by the order of the file
 * @param hypervisor null where no file speaks of guests of Proxmox VE
 * @param virtualMachines by the order of the file
 * @param containers by the order of the file
 * @param guestHosts virtual machines and containers with Docker, as hosts
 * @param lifecycles how objects may change
 * @param stacks by the name of their folder
 */
public record Configuration(
    String name,
    @Nullable PortainerServer portainer,
    @Nullable Hypervisor hypervisor,
    List<Host> hosts,
    List<VirtualMachine> virtualMachines,
    List<LxcContainer> containers,
    List<Host> guestHosts,
    Lifecycles lifecycles,
    SortedMap<String, StackDefinition> stacks) {

  public Configuration {
    hosts = List.copyOf(hosts);
    virtualMachines = List.copyOf(virtualMachines);
    containers = List.copyOf(containers);
    guestHosts = List.copyOf(guestHosts);
    stacks = Collections.unmodifiableSortedMap(new TreeMap<>(stacks));
  }

  /** Everything that Docker runs on. */
  public List<Host> machines() {
    List<Host> machines = new ArrayList<>(hosts);
    machines.addAll(guestHosts);
    return machines;
  }

  /** Virtual machines and containers. */
  List<DockerGuest> guests() {
    return guests(virtualMachines, containers);
  }

  static List<DockerGuest> guests(List<VirtualMachine> machines, List<LxcContainer> containers) {
    List<DockerGuest> guests = new ArrayList<>(machines);
    guests.addAll(containers);
    return guests;
  }

  /** What counts on a guest: its own rules first, then those of the stacks on it. */
  public List<FirewallRule> firewallRules(DockerGuest guest) {
    GuestFirewall firewall = guest.guest().firewall();
    List<FirewallRule> rules = new ArrayList<>(firewall == null ? List.of() : firewall.rules());
    for (StackAssignment assigned : guest.stacks()) {
      StackDefinition stack = stacks.get(assigned.stack());
      StackEnvironment environment =
          stack == null ? null : stack.environments().get(assigned.environment());
      if (environment != null) {
        rules.addAll(environment.firewallRules());
      }
    }
    return rules;
  }

  /** Each list of rules that stands in the files, of guests and of stacks. */
  Stream<List<FirewallRule>> firewallLists() {
    return Stream.concat(
        UniqueNames.guests(this)
            .map(Guest::firewall)
            .filter(Objects::nonNull)
            .map(GuestFirewall::rules),
        stacks.values().stream()
            .flatMap(stack -> stack.environments().values().stream())
            .map(StackEnvironment::firewallRules));
  }

  public Optional<Host> machine(String wanted) {
    return machines().stream().filter(host -> host.name().equals(wanted)).findFirst();
  }

  public Optional<Host> host(String wanted) {
    return hosts.stream().filter(host -> host.name().equals(wanted)).findFirst();
  }
}
