package dev.phoenix.discovery;

import dev.phoenix.discovery.Machine.Kind;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Finding;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Gives each environment of Portainer the machine that it is. */
final class Environments {
  private static final Pattern URL = Pattern.compile("(?:tcp://)?(\\[[^\\]]+\\]|[^:/]+):(\\d+)/?");
  private static final String USUAL_PORT = "9001";
  private static final List<String> PARTS = List.of("docker", "agent", "endpoint");

  private final Machines machines;
  private final Verdicts verdicts;
  private final EngineFindings engines;
  private final Collection<LeftOut> leftOut;

  Environments(
      Machines machines, Verdicts verdicts, EngineFindings engines, Collection<LeftOut> leftOut) {
    this.machines = machines;
    this.verdicts = verdicts;
    this.engines = engines;
    this.leftOut = leftOut;
  }

  void add(Finding endpoint) {
    if (machines.environment(endpoint.name()).isPresent()) {
      return;
    }
    String what = "environment " + endpoint.name();
    Attributes found = endpoint.attributes();
    Matcher url = URL.matcher(found.text("url", ""));
    if (!url.matches()) {
      leftOut.add(new LeftOut(what, "its URL is none of an agent: " + found.text("url", "")));
      return;
    }
    String host = url.group(1).replaceAll("[\\[\\]]", "");
    Machine machine = machine(endpoint.name(), host);
    Optional<String> refused = refusal(machine);
    if (refused.isPresent()) {
      leftOut.add(new LeftOut(what, refused.get()));
      machines.drop(machine);
      return;
    }
    machine.isEnvironment(endpoint.name());
    ObjectNode said = machine.said();
    said.put("portainer_role", "agent");
    if (!endpoint.name().equals(machine.name())) {
      said.put("portainer_environment_name", endpoint.name());
    }
    if (machine.kind() == Kind.HOST) {
      host(machine, found, host, url.group(2));
    } else {
      said.putArray("features").add("docker");
      if (!host.equals(machine.address())) {
        said.put("portainer_agent_hostname", host);
      }
    }
    noteIgnored(machine);
  }

  private Machine machine(String environment, String host) {
    return machines
        .at(host)
        .or(() -> machines.at(environment).filter(one -> one.environment() == null))
        .orElseGet(() -> machines.host(environment, host));
  }

  /** Why the machine cannot be taken over with its engine and agent. */
  private Optional<String> refusal(Machine machine) {
    if (machine.environment() != null) {
      return Optional.of(
          machine.name() + " is the environment " + machine.environment() + " already");
    }
    return PARTS.stream()
        .map(type -> verdicts.refused().get(new Address(type, machine.name())))
        .filter(reason -> reason != null)
        .findFirst();
  }

  private void host(Machine machine, Attributes found, String host, String port) {
    ObjectNode said = machine.said();
    ObjectNode agent = said.objectNode();
    if (!host.equals(machine.address())) {
      agent.put("address", host);
    }
    if (!port.equals(USUAL_PORT)) {
      agent.put("port", Integer.parseInt(port));
    }
    engines.agent(machine.name(), port, agent);
    if (!agent.isEmpty()) {
      said.set("agent", agent);
    }
    text(found, "public_url", said);
    text(found, "group", said);
    if (!found.list("tags").isEmpty()) {
      said.set("tags", found.list("tags"));
    }
  }

  private static void text(Attributes found, String name, ObjectNode said) {
    String text = found.text(name, "");
    if (!text.isEmpty()) {
      said.put(name, text);
    }
  }

  private void noteIgnored(Machine machine) {
    for (String type : PARTS) {
      Address address = new Address(type, machine.name());
      Collection<String> ignored = verdicts.ignored().get(address);
      if (ignored != null) {
        leftOut.add(
            new LeftOut(
                address.toString(),
                "%s: as in the world, left alone by \"ignore_changes\""
                    .formatted(String.join(", ", ignored))));
      }
    }
  }
}
