package dev.phoenix.catalog;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.DockerGuest;
import dev.phoenix.configuration.Guest;
import dev.phoenix.configuration.Hypervisor;
import dev.phoenix.configuration.LxcContainer;
import dev.phoenix.configuration.Reference;
import dev.phoenix.configuration.VirtualMachine;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Templates, virtual machines and containers of Proxmox VE, and what they share. */
final class GuestRules {
  private final Hypervisor hypervisor;
  private final Configuration configuration;
  private final Map<String, Address> byNumber = new HashMap<>();
  private final Map<String, String> snapshots = new HashMap<>();
  private final Map<String, Integer> smallestCopy = new HashMap<>();

  private GuestRules(Hypervisor hypervisor, Configuration configuration) {
    this.hypervisor = hypervisor;
    this.configuration = configuration;
    for (VirtualMachine machine : configuration.virtualMachines()) {
      byNumber.put(number(machine.guest()), address(machine));
      if (machine.cloneFrom() != null && machine.guest().diskGb() != null) {
        smallestCopy.merge(machine.cloneFrom().target(), machine.guest().diskGb(), Math::min);
      }
    }
    for (LxcContainer container : configuration.containers()) {
      byNumber.put(number(container.guest()), Addresses.lxc(container.guest().name()));
      if (container.cloneSnapshot() != null) {
        snapshots.put(number(container.guest()), container.cloneSnapshot());
      }
    }
  }

  static List<Resource> resources(Hypervisor hypervisor, Configuration configuration) {
    GuestRules rules = new GuestRules(hypervisor, configuration);
    List<Resource> resources = new ArrayList<>();
    resources.add(HypervisorRule.resource(hypervisor));
    for (VirtualMachine machine : configuration.virtualMachines()) {
      resources.add(
          machine.template()
              ? TemplateRule.resource(machine, rules)
              : VmRule.resource(machine, rules));
      if (!machine.template()) {
        resources.addAll(SnapshotRule.resources(machine, rules));
      }
    }
    for (LxcContainer container : configuration.containers()) {
      resources.add(LxcRule.resource(container, rules));
      resources.addAll(SnapshotRule.resources(container, rules));
    }
    return resources;
  }

  private static String number(Guest guest) {
    return Integer.toString(guest.vmid());
  }

  private static Address address(VirtualMachine machine) {
    String name = machine.guest().name();
    return machine.template() ? Addresses.template(name) : Addresses.vm(name);
  }

  Hypervisor hypervisor() {
    return hypervisor;
  }

  /** What every guest begins with. */
  Attributes.Builder attributes(Guest guest) {
    Guest.Placement placement = guest.placement();
    Attributes.Builder attributes =
        Attributes.builder()
            .put("hypervisor", Addresses.hypervisor(hypervisor).toString())
            .put("vmid", guest.vmid())
            .put("name", guest.name())
            .put("node", placement.node() == null ? hypervisor.node() : placement.node())
            .put("description", placement.description());
    number(attributes, "cores", guest.cores());
    number(attributes, "memory", guest.memoryMb());
    if (placement.tags() != null) {
      attributes.put("tags", placement.tags());
    }
    if (placement.protection() != null) {
      attributes.put("protection", placement.protection());
    }
    return attributes;
  }

  /** What every guest begins with that is no template. */
  Attributes.Builder attributes(DockerGuest guest) {
    Attributes.Builder attributes = attributes(guest.guest());
    FirewallAttribute.put(attributes, guest, configuration);
    return attributes;
  }

  static void number(Attributes.Builder attributes, String name, @Nullable Integer value) {
    if (value != null) {
      attributes.put(name, value);
    }
  }

  /** When it starts with its node. */
  static void startUp(Attributes.Builder attributes, Guest.StartUp startUp, boolean down) {
    attributes.put("start_on_boot", startUp.atBoot());
    if (startUp.order() != null || startUp.delay() != null) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      put(node, "order", startUp.order());
      put(node, "up", startUp.delay());
      put(node, "down", down ? startUp.delay() : null);
      attributes.put("startup", node);
    }
  }

  static void put(ObjectNode node, String name, @Nullable Integer value) {
    if (value != null) {
      node.put(name, value.intValue());
    }
  }

  static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  /** What a copy is made of. */
  ObjectNode source(Reference number, boolean full, @Nullable String snapshot) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Address address = byNumber.get(number.target());
    node.put("clone", address == null ? number.target() : address.toString());
    node.put("vmid", Integer.parseInt(number.target()));
    node.put("full", full);
    put(node, "snapshot", snapshot);
    return node;
  }

  /** Disks only grow, so that of a template is no larger than the smallest of its copies. */
  @Nullable Integer roomForCopies(Guest template) {
    Integer own = template.diskGb();
    Integer smallest = smallestCopy.get(number(template));
    return own == null || smallest == null ? own : Integer.valueOf(Math.min(own, smallest));
  }

  /** The snapshot that a container makes for its copies; null if it makes none. */
  @Nullable String cloneSnapshot(Reference number) {
    return snapshots.get(number.target());
  }

  /** The cluster, what it is copied from, and the guests that the files say come first. */
  SortedSet<Address> dependencies(Guest guest, @Nullable Reference source) {
    SortedSet<Address> dependencies = new TreeSet<>();
    dependencies.add(Addresses.hypervisor(hypervisor));
    List<Reference> named = new ArrayList<>(guest.dependencies());
    if (source != null) {
      named.add(source);
    }
    for (Reference reference : named) {
      Address address = byNumber.get(reference.target());
      if (address != null) {
        dependencies.add(address);
      }
    }
    return dependencies;
  }
}
