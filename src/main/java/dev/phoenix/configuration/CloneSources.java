package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A virtual machine is cloned from one, and a container from one. */
final class CloneSources implements CrossChecks.Check {
  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    Set<String> machines =
        configuration.virtualMachines().stream()
            .map(machine -> Integer.toString(machine.guest().vmid()))
            .collect(Collectors.toSet());
    Set<String> containers =
        configuration.containers().stream()
            .map(container -> Integer.toString(container.guest().vmid()))
            .collect(Collectors.toSet());
    for (VirtualMachine machine : configuration.virtualMachines()) {
      String name = machine.guest().name();
      check(name, "virtual machine", machine.cloneFrom(), "container", containers, diagnostics);
    }
    for (LxcContainer container : configuration.containers()) {
      String name = container.guest().name();
      check(name, "container", container.cloneFrom(), "virtual machine", machines, diagnostics);
    }
  }

  private static void check(
      String name,
      String kind,
      @Nullable Reference source,
      String other,
      Set<String> others,
      Diagnostics diagnostics) {
    if (source != null && others.contains(source.target())) {
      diagnostics.add(
          Diagnostic.error(
                  name + " cannot be cloned from " + source.target(),
                  source.target()
                      + " is a "
                      + other
                      + ", and this is a "
                      + kind
                      + ". Name a "
                      + kind
                      + ".")
              .at(source.position()));
    }
  }
}
