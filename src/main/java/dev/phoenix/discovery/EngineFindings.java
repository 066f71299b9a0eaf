package dev.phoenix.discovery;

import dev.phoenix.configuration.DockerNetwork;
import dev.phoenix.configuration.DockerVolume;
import dev.phoenix.configuration.Host;
import dev.phoenix.discovery.Machine.Kind;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Finding;
import dev.phoenix.resource.Secret;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was found in the engines of hosts. */
final class EngineFindings {
  private static final String AGENT = "portainer/agent";
  private static final String CONTAINER = "portainer_agent";

  private final List<Finding> findings;
  private final Set<String> seen;
  private final Map<String, String> server = new HashMap<>();

  /**
   * What was found.
   *
   * @param seen addresses of the engines that were looked through
   */
  EngineFindings(List<Finding> findings, Set<Address> seen) {
    this.findings = findings.stream().filter(one -> one.in().type().equals("docker")).toList();
    this.seen = seen.stream().map(Address::name).collect(Collectors.toSet());
  }

  private List<Finding> on(String host, String type) {
    return findings.stream()
        .filter(finding -> finding.in().name().equals(host) && finding.type().equals(type))
        .toList();
  }

  private static boolean isAgent(Finding container) {
    return container.attributes().text("image", "").startsWith(AGENT);
  }

  private Optional<Finding> agent(String host) {
    return on(host, "container").stream().filter(EngineFindings::isAgent).findFirst();
  }

  /** Writes how the agent of a host differs from the usual one. */
  void agent(String host, String port, ObjectNode entry) {
    if (!seen.contains(host)) {
      return;
    }
    Optional<Finding> found = agent(host);
    if (found.isEmpty()) {
      entry.put("managed", false);
      return;
    }
    if (!found.get().name().equals(CONTAINER)) {
      entry.put("container", found.get().name());
    }
    String published = found.get().attributes().object("publish").path("9001").asString("");
    if (!published.isEmpty() && !published.equals(port)) {
      entry.put("publish", published);
    }
  }

  /** The files have the container already. */
  void runsServer(String host, String container) {
    server.put(host, container);
  }

  /** The image that most agents have. */
  Optional<String> agentImage() {
    return findings.stream()
        .filter(EngineFindings::isAgent)
        .map(finding -> finding.attributes().text("image"))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .max((one, other) -> {
          int most = Long.compare(one.getValue(), other.getValue());
          return most != 0 ? most : one.getKey().compareTo(other.getKey());
        })
        .map(entry -> entry.getKey());
  }

  /** The secret that all agents share; empty if they share none. */
  Optional<Secret> agentSecret() {
    List<Finding> agents = findings.stream().filter(EngineFindings::isAgent).toList();
    Set<Secret> secrets = new HashSet<>();
    agents.forEach(agent -> secrets.addAll(agent.secrets().values()));
    boolean all = agents.stream().allMatch(agent -> agent.secrets().containsKey("agent_secret"));
    return all && secrets.size() == 1 ? secrets.stream().findFirst() : Optional.empty();
  }

  /** Writes the volumes and networks of a machine, and names what no file says of its engine. */
  void objects(
      Machine machine,
      Optional<Host> declared,
      List<Finding> stacks,
      Verdicts verdicts,
      Collection<LeftOut> leftOut) {
    Set<String> volumes = names(declared.map(Host::volumes).orElse(List.of()), DockerVolume::name);
    Set<String> networks =
        names(declared.map(Host::networks).orElse(List.of()), DockerNetwork::name);
    objects(machine, "volume", volumes, stacks, verdicts, leftOut);
    objects(machine, "network", networks, stacks, verdicts, leftOut);
    containers(machine, stacks, leftOut);
  }

  private static <T> Set<String> names(List<T> declared, Function<T, String> name) {
    return declared.stream().map(name).collect(Collectors.toSet());
  }

  private void objects(
      Machine machine,
      String type,
      Set<String> declared,
      List<Finding> stacks,
      Verdicts verdicts,
      Collection<LeftOut> leftOut) {
    ArrayNode entries = machine.said().arrayNode();
    for (Finding finding : on(machine.name(), type)) {
      String what = type + " " + finding.name() + " on " + machine.name();
      Address address = new Address(type, machine.name() + "/" + finding.name());
      String refused = verdicts.refused().get(address);
      if (declared.contains(finding.name()) || isPortainers(machine.name(), finding)) {
        continue;
      }
      if (refused != null) {
        leftOut.add(new LeftOut(what, refused));
      } else if (!Names.valid(finding.name()).equals(finding.name())) {
        leftOut.add(new LeftOut(what, "its name is none that the files take"));
      } else if (machine.kind() == Kind.HOST) {
        entries.add(entry(type, finding));
      } else if (stacks.stream().noneMatch(stack -> expects(stack, finding.name()))) {
        leftOut.add(
            new LeftOut(
                what, "no stack expects it, and the files declare such things of hosts only"));
      }
    }
    if (!entries.isEmpty()) {
      machine.said().set(type + "s", entries);
    }
  }

  private static boolean expects(Finding stack, String name) {
    String compose = stack.attributes().text("compose", "");
    return compose.contains("external") && compose.contains(name);
  }

  /** The data of a server, which goes with its container. */
  private boolean isPortainers(String host, Finding finding) {
    return on(host, "container").stream()
        .flatMap(container -> container.attributes().list("mounts").valueStream())
        .anyMatch(mount -> mount.asString("").startsWith(finding.name() + ":"));
  }

  private static ObjectNode entry(String type, Finding finding) {
    Attributes found = finding.attributes();
    ObjectNode entry = found.toJson().objectNode().put("name", finding.name());
    String usual = type.equals("volume") ? "local" : "bridge";
    if (!found.text("driver", usual).equals(usual)) {
      entry.put("driver", found.text("driver"));
    }
    for (String flag : List.of("internal", "attachable")) {
      if (found.flag(flag, false)) {
        entry.put(flag, true);
      }
    }
    if (!found.object("options").isEmpty()) {
      entry.set("options", found.object("options"));
    }
    String subnet = found.text("subnet", "");
    if (!subnet.isEmpty() && !isGiven(subnet)) {
      entry.put("subnet", subnet);
      String gateway = found.text("gateway", "");
      if (!gateway.isEmpty()) {
        entry.put("gateway", gateway);
      }
    }
    if (!found.object("labels").isEmpty()) {
      entry.set("labels", found.object("labels"));
    }
    return entry;
  }

  /** Out of the pools that engines give addresses from where nobody asks for any. */
  private static boolean isGiven(String subnet) {
    return subnet.matches("172\\.(1[7-9]|2\\d|3[01])\\..*|192\\.168\\.\\d+\\.0/20");
  }

  private void containers(Machine machine, List<Finding> stacks, Collection<LeftOut> leftOut) {
    Set<String> known = stacks.stream().map(Finding::name).collect(Collectors.toSet());
    Set<String> told = new HashSet<>();
    for (Finding container : on(machine.name(), "container")) {
      String project = container.attributes().text("project", "");
      if (isAgent(container)
          || container.name().equals(server.get(machine.name()))
          || known.contains(project)
          || machine.isAssigned(project)) {
        continue;
      }
      if (!project.isEmpty()) {
        if (told.add(project)) {
          leftOut.add(
              new LeftOut(
                  "compose project " + project + " on " + machine.name(),
                  "Portainer does not know it as a stack, and phoenix deploys stacks through Portainer only"));
        }
      } else {
        boolean server = container.attributes().text("image", "").startsWith("portainer/portainer");
        leftOut.add(
            new LeftOut(
                "container " + container.name() + " on " + machine.name(),
                server
                    ? "it is a Portainer server, which phoenix uses and leaves alone"
                    : "it is in no stack, and phoenix manages containers of stacks only"));
      }
    }
  }
}
