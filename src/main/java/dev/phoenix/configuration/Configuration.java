package dev.phoenix.configuration;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a workspace want, with defaults filled in and references resolved.
 *
 * @param name of the workspace: the folder's
 * @param portainer null where no file speaks of Portainer
 * @param hosts machines that exist already, by the order of the file
 * @param virtualMachines checked, not planned yet
 * @param containers checked, not planned yet
 * @param stacks by the name of their folder
 */
public record Configuration(
    String name,
    @Nullable PortainerServer portainer,
    List<Host> hosts,
    List<VirtualMachine> virtualMachines,
    List<LxcContainer> containers,
    SortedMap<String, StackDefinition> stacks) {

  public Configuration {
    hosts = List.copyOf(hosts);
    virtualMachines = List.copyOf(virtualMachines);
    containers = List.copyOf(containers);
    stacks = Collections.unmodifiableSortedMap(new TreeMap<>(stacks));
  }

  public Optional<Host> host(String wanted) {
    return hosts.stream().filter(host -> host.name().equals(wanted)).findFirst();
  }
}
