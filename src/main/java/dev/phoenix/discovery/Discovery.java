package dev.phoenix.discovery;

import dev.phoenix.configuration.PortainerServer;
import dev.phoenix.discovery.Machine.Place;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes files of what was found. The same in, the same out. */
public final class Discovery {
  private final Ground ground;
  private final List<Finding> findings;
  private final Verdicts verdicts;
  private final EngineFindings engines;
  private final SortedSet<LeftOut> leftOut = new TreeSet<>();
  private final SortedMap<String, String> folders = new TreeMap<>();
  private final Variables variables = new Variables();
  private final Edits edits;
  private final Machines machines;

  private Discovery(
      Ground ground, List<Finding> findings, Set<Address> engines, Verdicts verdicts) {
    this.ground = ground;
    this.findings = findings;
    this.verdicts = verdicts;
    this.engines = new EngineFindings(findings, engines);
    this.edits = new Edits(ground.files());
    this.machines = new Machines(ground, verdicts, leftOut);
  }

  /**
   * The files that would say what was found and is not said yet.
   *
   * @param engines that were looked through
   * @param verdicts what trying an earlier draft has shown
   */
  public static Draft draft(
      Ground ground, List<Finding> findings, Set<Address> engines, Verdicts verdicts) {
    return new Discovery(ground, findings, engines, verdicts).draft();
  }

  private Draft draft() {
    for (Finding finding : findings) {
      if (finding.refused() != null) {
        leftOut.add(new LeftOut(finding.type() + " " + finding.name(), finding.refused()));
      }
    }
    machines.guests(findings);
    PortainerServer server = ground.configuration().portainer();
    if (server != null) {
      Environments environments = new Environments(machines, verdicts, engines, leftOut);
      of("endpoint").forEach(environments::add);
      stacks();
    }
    for (Machine machine : machines.all()) {
      if (server != null && server.managed() && machine.name().equals(server.primary())) {
        engines.runsServer(machine.name(), server.container());
      }
      engines.objects(
          machine,
          ground.configuration().machine(machine.name()),
          stacks(machine),
          verdicts,
          leftOut);
    }
    machines.all().forEach(this::write);
    if (server != null) {
      ServerParts parts = new ServerParts(ground, verdicts, variables, edits, leftOut);
      parts.add(server, findings, machines.all());
      parts.agents(server, engines);
      parts.lifecycles(verdicts.ignored());
    } else {
      new ServerParts(ground, verdicts, variables, edits, leftOut).lifecycles(verdicts.ignored());
    }
    SortedMap<String, String> files = new TreeMap<>(folders);
    files.putAll(edits.files());
    return new Draft(files, edits.written(), leftOut, variables.all());
  }

  private List<Finding> of(String type) {
    return findings.stream()
        .filter(finding -> finding.type().equals(type) && finding.refused() == null)
        .sorted(Comparator.comparing(Finding::name))
        .toList();
  }

  private List<Finding> stacks(Machine machine) {
    return of("stack").stream()
        .filter(stack -> stack.attributes().text("environment", "").equals(machine.environment()))
        .toList();
  }

  private void stacks() {
    StackFolders writer = new StackFolders(ground, verdicts, variables, folders, leftOut);
    for (Finding stack : of("stack")) {
      String environment = stack.attributes().text("environment", "");
      machines
          .environment(environment)
          .ifPresentOrElse(
              machine -> writer.add(stack, machine),
              () ->
                  leftOut.add(
                      new LeftOut(
                          "stack " + stack.name(),
                          "it is on the environment " + environment + ", which is left out")));
    }
  }

  private void write(Machine machine) {
    Place place = machine.place();
    if (place == null) {
      fresh(machine);
    } else {
      known(machine, place);
    }
  }

  private void fresh(Machine machine) {
    ObjectNode entry = machine.said();
    if (!machine.stacks().isEmpty()) {
      machine.stacks().forEach(entry.putArray("docker_stacks")::add);
    }
    ObjectNode ordered = GuestEntries.ordered(entry);
    Address home = machine.home();
    String file =
        ground.place(
            switch (machine.kind()) {
              case HOST -> Ground.HYPERVISOR;
              case VM -> Ground.MACHINES;
              case LXC -> Ground.CONTAINERS;
            });
    switch (machine.kind()) {
      case HOST -> edits.element(file, List.of(), "hosts", ordered);
      case VM -> edits.element(file, List.of(), "vms", ordered);
      case LXC ->
          edits.member(file, List.of("lxc_configs"), Integer.toString(machine.vmid()), ordered);
    }
    edits.wrote(file, home == null ? "host " + machine.name() : home.toString());
  }

  /** Lists that the entry has get longer; what else it has says the user. */
  private void known(Machine machine, Place place) {
    ObjectNode said = machine.said();
    if (!machine.stacks().isEmpty()) {
      machine.stacks().forEach(said.putArray("docker_stacks")::add);
    }
    ObjectNode more = said.objectNode();
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : GuestEntries.ordered(said).properties()) {
      String name = member.getKey();
      List<String> below = new ArrayList<>(place.path());
      below.add(name);
      boolean there = edits.has(place.file(), below);
      if (!there) {
        more.set(name, member.getValue());
        names.add(name);
      } else if (member.getValue().isArray()) {
        member.getValue().forEach(one -> edits.element(place.file(), place.path(), name, one));
        names.add(name);
      }
    }
    if (!more.isEmpty()) {
      edits.members(place.file(), place.path(), more);
    }
    if (!names.isEmpty()) {
      edits.wrote(place.file(), machine.name() + ": " + String.join(", ", names));
    }
  }
}
