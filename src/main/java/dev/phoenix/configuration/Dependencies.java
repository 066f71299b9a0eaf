package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a machine depends on exists, and no machine waits for itself. */
final class Dependencies implements CrossChecks.Check {
  private final Refusals refusals;

  Dependencies(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    SortedMap<String, Position> machines = new TreeMap<>();
    SortedMap<String, List<Reference>> wanted = new TreeMap<>();
    collect(configuration, machines, wanted);
    NavigableMap<String, NavigableSet<String>> edges = new TreeMap<>();
    wanted.forEach((machine, references) -> {
      NavigableSet<String> targets = new TreeSet<>();
      for (Reference reference : references) {
        if (machines.containsKey(reference.target())) {
          targets.add(reference.target());
        } else if (!areNamesUnsure()) {
          diagnostics.add(unknown(machine, reference));
        }
      }
      edges.put(machine, targets);
    });
    for (List<String> cycle : new Cycles(edges).find()) {
      diagnostics.add(cycle(cycle, Objects.requireNonNull(machines.get(cycle.getFirst()))));
    }
  }

  private boolean areNamesUnsure() {
    return refusals.hide(WorkspaceFiles.HYPERVISOR, "/hosts/*/name")
        || refusals.hide(WorkspaceFiles.MACHINES, "/vms/*/vmid")
        || refusals.hide(WorkspaceFiles.CONTAINERS, "/lxc_configs/*");
  }

  private static void collect(
      Configuration configuration,
      SortedMap<String, Position> machines,
      SortedMap<String, List<Reference>> wanted) {
    for (Host host : configuration.hosts()) {
      machines.put(host.name(), host.position());
      wanted.put(host.name(), host.dependencies());
    }
    for (VirtualMachine machine : configuration.virtualMachines()) {
      guest(machine.guest(), machine.cloneFrom(), machines, wanted);
    }
    for (LxcContainer container : configuration.containers()) {
      guest(container.guest(), container.cloneFrom(), machines, wanted);
    }
  }

  private static void guest(
      Guest guest,
      @Nullable Reference template,
      SortedMap<String, Position> machines,
      SortedMap<String, List<Reference>> wanted) {
    String id = Integer.toString(guest.vmid());
    List<Reference> all = new ArrayList<>(guest.dependencies());
    if (template != null) {
      all.add(template);
    }
    machines.put(id, guest.position());
    wanted.put(id, all);
  }

  private static Diagnostic unknown(String machine, Reference reference) {
    return Diagnostic.error(
            "nothing is called \"" + reference.target() + "\"",
            machine + " depends on it. Name a host, or the number of a VM or container.")
        .at(reference.position());
  }

  private static Diagnostic cycle(List<String> cycle, Position place) {
    return Diagnostic.error(
            "machines wait for each other: "
                + String.join(" -> ", cycle)
                + " -> "
                + cycle.getFirst(),
            "None of them could come first. Remove one of these dependencies.")
        .at(place);
  }
}
