package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import java.util.HashMap;
import java.util.Map;

/** A linked clone shares the disk of its template, and can do so only where that lies. */
final class LinkedStorages implements CrossChecks.Check {
  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    Map<String, Guest> templates = new HashMap<>();
    for (VirtualMachine machine : configuration.virtualMachines()) {
      if (machine.template()) {
        templates.put(Integer.toString(machine.guest().vmid()), machine.guest());
      }
    }
    for (VirtualMachine machine : configuration.virtualMachines()) {
      Reference source = machine.cloneFrom();
      Guest template = source == null ? null : templates.get(source.target());
      if (machine.linked() && template != null) {
        check(machine.guest(), template, diagnostics);
      }
    }
  }

  private static void check(Guest clone, Guest template, Diagnostics diagnostics) {
    String storage = clone.storage();
    String shared = template.storage();
    if (storage == null || shared == null || storage.equals(shared)) {
      return;
    }
    boolean moves = clone.diskGb() != null;
    diagnostics.add(
        Diagnostic.warning(
                moves
                    ? "the disk of %s is copied whole, for it names another storage than its template"
                        .formatted(clone.name())
                    : "the storage of %s has no effect".formatted(clone.name()),
                "A linked clone shares the disk of its template: %s lies on %s, and \"storage_pool\" is %s. Take \"storage_pool\" out for a linked clone, or \"linked_clone\" for a copy of its own%s."
                    .formatted(
                        template.name(),
                        shared,
                        storage,
                        moves ? ", which is made in one step then" : ""))
            .at(clone.position()));
  }
}
