package dev.phoenix.discovery;

import dev.phoenix.configuration.PortainerServer;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Finding;
import dev.phoenix.resource.Secret;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Groups and registries of a server, and the tags that nothing of the files bears. */
final class ServerParts {
  private final Ground ground;
  private final Verdicts verdicts;
  private final Variables variables;
  private final Edits edits;
  private final Collection<LeftOut> leftOut;
  private final List<String> path = List.of("portainer_api");

  ServerParts(
      Ground ground,
      Verdicts verdicts,
      Variables variables,
      Edits edits,
      Collection<LeftOut> leftOut) {
    this.ground = ground;
    this.verdicts = verdicts;
    this.variables = variables;
    this.edits = edits;
    this.leftOut = leftOut;
  }

  void add(PortainerServer server, List<Finding> findings, List<Machine> machines) {
    Set<String> borne = new TreeSet<>();
    machines.forEach(machine ->
        machine
            .said()
            .path("tags")
            .forEach(tag -> {
              if (machine.kind() == Machine.Kind.HOST) {
                borne.add(tag.asString());
              }
            }));
    server.groups().forEach(group -> borne.addAll(group.tags()));
    ground
        .configuration()
        .machines()
        .forEach(host -> {
          if (host.environment() != null) {
            borne.addAll(host.environment().tags());
          }
        });
    for (Finding finding : findings) {
      switch (finding.type()) {
        case "group" -> group(server, finding, borne);
        case "registry" -> registry(server, finding);
        case String _ -> {}
      }
    }
    findings.stream()
        .filter(finding -> finding.type().equals("tag") && !borne.contains(finding.name()))
        .forEach(finding ->
            leftOut.add(
                new LeftOut(
                    "tag " + finding.name(),
                    "the files have a tag only where a group or a host of hosts[] bears it")));
  }

  private void group(PortainerServer server, Finding group, Set<String> borne) {
    if (server.groups().stream().anyMatch(one -> one.name().equals(group.name()))
        || isRefused("group", group.name())) {
      return;
    }
    ObjectNode entry = JsonNodeFactory.instance.objectNode().put("name", group.name());
    String description = group.attributes().text("description", "");
    if (!description.isEmpty()) {
      entry.put("description", description);
    }
    if (!group.attributes().list("tags").isEmpty()) {
      entry.set("tags", group.attributes().list("tags"));
      group.attributes().list("tags").forEach(tag -> borne.add(tag.asString()));
    }
    edits.element(ground.place(Ground.HYPERVISOR), path, "groups", entry);
    edits.wrote(ground.place(Ground.HYPERVISOR), "group " + group.name());
  }

  private boolean isRefused(String type, String name) {
    String reason = verdicts.refused().get(new Address(type, name));
    if (reason != null) {
      leftOut.add(new LeftOut(type + " " + name, reason));
    }
    return reason != null;
  }

  private void registry(PortainerServer server, Finding registry) {
    if (server.registries().stream().anyMatch(one -> one.name().equals(registry.name()))
        || isRefused("registry", registry.name())) {
      return;
    }
    ObjectNode entry = JsonNodeFactory.instance.objectNode().put("name", registry.name());
    String type = registry.attributes().text("type", "custom");
    if (!type.equals("custom")) {
      entry.put("type", type);
    }
    entry.put("url", registry.attributes().text("url", ""));
    String user = registry.attributes().text("username", "");
    if (!user.isEmpty()) {
      String wanted = Names.shout(registry.name()) + "_PASSWORD";
      Secret password = registry.secrets().get("password");
      String set = ground.environment().getOrDefault(wanted, "");
      if (password == null && set.isEmpty()) {
        leftOut.add(
            new LeftOut(
                "registry " + registry.name(),
                "Portainer does not show its password: set the environment variable "
                    + wanted
                    + " to it and look again"));
        return;
      }
      entry.put("username", user);
      entry.put(
          "password",
          variables.reference(
              wanted,
              password == null ? new Secret(set) : password,
              "password of registry " + registry.name()));
    }
    edits.element(ground.place(Ground.HYPERVISOR), path, "registries", entry);
    edits.wrote(ground.place(Ground.HYPERVISOR), "registry " + registry.name());
  }

  /** What all agents have in common. */
  void agents(PortainerServer server, EngineFindings engines) {
    String file = ground.place(Ground.HYPERVISOR);
    if (!server.managed() && !edits.has(file, List.of("portainer_api", "agent_image"))) {
      engines
          .agentImage()
          .ifPresent(image ->
              edits.member(file, path, "agent_image", JsonNodeFactory.instance.stringNode(image)));
    }
    if (server.agentSecret() == null) {
      engines
          .agentSecret()
          .ifPresent(secret ->
              edits.member(
                  file,
                  path,
                  "agent_secret",
                  JsonNodeFactory.instance.stringNode(
                      variables.reference(
                          "PORTAINER_AGENT_SECRET", secret, "AGENT_SECRET of the agents"))));
    }
  }

  /** What differs from all that the files can say, and is left as it is. */
  void lifecycles(Map<Address, ? extends Set<String>> ignored) {
    String file = ground.place(Ground.HYPERVISOR);
    ignored.forEach((address, paths) -> {
      ObjectNode entry = JsonNodeFactory.instance.objectNode();
      paths.forEach(entry.putArray("ignore_changes")::add);
      edits.member(file, List.of("lifecycle"), address.toString(), entry);
    });
  }
}
