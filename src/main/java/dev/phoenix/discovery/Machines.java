package dev.phoenix.discovery;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.Guest;
import dev.phoenix.configuration.Host;
import dev.phoenix.configuration.LxcContainer;
import dev.phoenix.configuration.VirtualMachine;
import dev.phoenix.discovery.Machine.Kind;
import dev.phoenix.discovery.Machine.Place;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Finding;
import dev.phoenix.resource.Recorded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The machines of the files, and those that were found. */
final class Machines {
  private static final Set<String> GUESTS = Set.of("vm", "template", "lxc");

  private final Ground ground;
  private final Verdicts verdicts;
  private final Collection<LeftOut> leftOut;
  private final Names names = new Names();
  private final List<Machine> all = new ArrayList<>();
  private final Map<Integer, Address> recorded = new HashMap<>();
  private final Set<Integer> declared = new TreeSet<>();

  Machines(Ground ground, Verdicts verdicts, Collection<LeftOut> leftOut) {
    this.ground = ground;
    this.verdicts = verdicts;
    this.leftOut = leftOut;
    declared(ground.configuration());
    for (Recorded one : ground.recorded()) {
      if (GUESTS.contains(one.address().type())) {
        recorded.put(one.attributes().number("vmid", 0), one.address());
      }
    }
  }

  private void declared(Configuration configuration) {
    String file = ground.place(Ground.HYPERVISOR);
    int index = 0;
    for (Host host : configuration.hosts()) {
      Place place = new Place(file, List.of("hosts", Integer.toString(index++)));
      known(new Machine(Kind.HOST, host.name(), host.address(), 0, null, place), host);
    }
    index = 0;
    for (VirtualMachine machine : configuration.virtualMachines()) {
      Place place =
          new Place(ground.place(Ground.MACHINES), List.of("vms", Integer.toString(index++)));
      known(Kind.VM, machine.template() ? "template" : "vm", machine.guest(), place);
    }
    for (LxcContainer container : configuration.containers()) {
      Place place =
          new Place(
              ground.place(Ground.CONTAINERS),
              List.of("lxc_configs", Integer.toString(container.guest().vmid())));
      known(Kind.LXC, "lxc", container.guest(), place);
    }
  }

  private void known(Kind kind, String type, Guest guest, Place place) {
    declared.add(guest.vmid());
    Machine machine =
        new Machine(
            kind,
            guest.name(),
            guest.reachedAt(),
            guest.vmid(),
            new Address(type, guest.name()),
            place);
    Optional<Host> host = ground.configuration().machine(guest.name());
    if (host.isPresent()) {
      known(machine, host.get());
    } else {
      names.claim(guest.name());
      all.add(machine);
    }
  }

  private void known(Machine machine, Host host) {
    names.claim(machine.name());
    if (host.environment() != null) {
      machine.isEnvironment(host.environment().name());
    }
    host.stacks().stream()
        .filter(stack -> stack.environment().equals("production"))
        .forEach(stack -> machine.has(stack.stack()));
    all.add(machine);
  }

  List<Machine> all() {
    return all;
  }

  Names names() {
    return names;
  }

  /** Takes in the guests that no file has. */
  void guests(List<Finding> findings) {
    findings.stream()
        .filter(finding -> GUESTS.contains(finding.type()))
        .filter(finding -> finding.refused() == null)
        .filter(finding -> !declared.contains(number(finding)))
        .sorted(Comparator.comparingInt(Machines::number))
        .forEach(this::guest);
  }

  private static int number(Finding finding) {
    return finding.attributes().number("vmid", 0);
  }

  private void guest(Finding finding) {
    int vmid = number(finding);
    String what =
        finding.type() + " " + vmid + (finding.name().isEmpty() ? "" : " (" + finding.name() + ")");
    Address known = recorded.get(vmid);
    if (known != null) {
      leftOut.add(
          new LeftOut(
              what,
              "the state knows it as %s, which stands in no file: write it there, or drop it with phoenix state forget %s"
                  .formatted(known, known)));
      return;
    }
    String name = names.give(finding.name(), finding.type() + "-" + vmid, Integer.toString(vmid));
    Address address = new Address(finding.type(), name);
    String owner = finding.attributes().text("owner", address.toString());
    String refused =
        owner.equals(address.toString())
            ? verdicts.refused().get(address)
            : "it bears the mark of " + owner + ", which the files would not call it";
    if (refused != null) {
      leftOut.add(new LeftOut(what, refused));
      return;
    }
    boolean container = finding.type().equals("lxc");
    Machine machine =
        new Machine(
            container ? Kind.LXC : Kind.VM,
            name,
            finding.attributes().text("address", ""),
            vmid,
            address,
            null);
    if (container) {
      GuestEntries.container(finding.attributes(), name, machine.said());
    } else {
      boolean template = finding.type().equals("template");
      GuestEntries.machine(finding.attributes(), name, template, machine.said());
    }
    all.add(machine);
    if (!finding.unsaid().isEmpty()) {
      leftOut.add(
          new LeftOut(
              address.toString(),
              "the files have no word for %s: phoenix leaves that as it is"
                  .formatted(String.join(", ", finding.unsaid()))));
    }
    Set<String> ignored = verdicts.ignored().getOrDefault(address, new TreeSet<>());
    if (!ignored.isEmpty()) {
      leftOut.add(
          new LeftOut(
              address.toString(),
              "%s: as in the world, left alone by \"ignore_changes\""
                  .formatted(String.join(", ", ignored))));
    }
  }

  Optional<Machine> at(String address) {
    return all.stream()
        .filter(machine -> !address.isEmpty() && machine.address().equals(address))
        .findFirst()
        .or(() -> all.stream().filter(machine -> machine.name().equals(address)).findFirst());
  }

  Optional<Machine> environment(String name) {
    return all.stream().filter(machine -> name.equals(machine.environment())).findFirst();
  }

  /** A host that no file has. */
  Machine host(String environment, String address) {
    Machine host =
        new Machine(Kind.HOST, names.give(environment, "host", "host"), address, 0, null, null);
    host.said().put("name", host.name()).put("address", address);
    all.add(host);
    return host;
  }

  /** Takes back a host that turned out to be none. */
  void drop(Machine machine) {
    if (machine.kind() == Kind.HOST && machine.place() == null) {
      all.remove(machine);
    }
  }
}
