package dev.phoenix.catalog;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.Guest;
import dev.phoenix.configuration.Host;
import dev.phoenix.configuration.LxcContainer;
import dev.phoenix.configuration.VirtualMachine;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Snapshots of guests before what is installed in them, and after. */
final class SnapshotRule {
  private static final String BEFORE = "pre-features";
  private static final String AFTER = "post-features";

  /** As the predecessor named those of containers. */
  private static final String CONFIGURED = "pre-configured";

  private static final String FINAL = "final-form";

  private final GuestRules rules;
  private final boolean docker;
  private final Guest guest;
  private final Address home;

  private SnapshotRule(GuestRules rules, Guest guest, Address home) {
    this.rules = rules;
    this.guest = guest;
    this.home = home;
    this.docker = guest.features().contains("docker");
  }

  static List<Resource> resources(VirtualMachine machine, GuestRules rules) {
    Guest guest = machine.guest();
    SnapshotRule rule = new SnapshotRule(rules, guest, Addresses.vm(guest.name()));
    return rule.both(machine.snapshots().get(BEFORE), machine.snapshots().get(AFTER));
  }

  /** The one that copies are made of belongs to the container itself. */
  static List<Resource> resources(LxcContainer container, GuestRules rules) {
    Guest guest = container.guest();
    SnapshotRule rule = new SnapshotRule(rules, guest, Addresses.lxc(guest.name()));
    return container.takesLifecycleSnapshots()
        ? rule.both(unlessCopied(CONFIGURED, container), unlessCopied(FINAL, container))
        : List.of();
  }

  private static @Nullable String unlessCopied(String name, LxcContainer container) {
    return name.equals(container.cloneSnapshot()) ? null : name;
  }

  /** What is taken of a host before anything is installed on it; null if nothing is. */
  static @Nullable Address first(Host.Home home, Configuration configuration) {
    String name =
        switch (home.kind()) {
          case VM ->
              configuration.virtualMachines().stream()
                  .filter(machine -> machine.guest().name().equals(home.name()))
                  .map(machine -> machine.snapshots().get(BEFORE))
                  .filter(Objects::nonNull)
                  .findFirst()
                  .orElse(null);
          case LXC ->
              configuration.containers().stream()
                  .filter(container -> container.guest().name().equals(home.name()))
                  .filter(LxcContainer::takesLifecycleSnapshots)
                  .map(container -> unlessCopied(CONFIGURED, container))
                  .filter(Objects::nonNull)
                  .findFirst()
                  .orElse(null);
        };
    return name == null ? null : Addresses.snapshot(home.name(), name);
  }

  private List<Resource> both(@Nullable String before, @Nullable String after) {
    List<Resource> resources = new ArrayList<>();
    if (before != null) {
      resources.add(resource(before, new TreeSet<>()));
    }
    if (after != null && !after.equals(before)) {
      SortedSet<Address> first = new TreeSet<>();
      if (docker) {
        first.add(Addresses.docker(guest.name()));
      }
      if (before != null) {
        first.add(Addresses.snapshot(guest.name(), before));
      }
      resources.add(resource(after, first));
    }
    return resources;
  }

  private Resource resource(String name, SortedSet<Address> dependencies) {
    dependencies.add(Addresses.hypervisor(rules.hypervisor()));
    dependencies.add(home);
    return new Resource(
        Addresses.snapshot(guest.name(), name),
        Attributes.builder()
            .put("hypervisor", Addresses.hypervisor(rules.hypervisor()).toString())
            .put("vmid", guest.vmid())
            .put("name", name)
            .build(),
        new TreeMap<>(),
        dependencies,
        home,
        guest.position());
  }
}
