package dev.phoenix.catalog;

import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.Host;
import dev.phoenix.configuration.Hypervisor;
import dev.phoenix.configuration.PortainerServer;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Compiles what the files want into resources, every attribute filled in, sorted by address. */
public final class Catalog {

  public List<Resource> compile(Configuration configuration, Diagnostics diagnostics) {
    Hypervisor hypervisor = configuration.hypervisor();
    if (hypervisor == null && !configuration.guestHosts().isEmpty()) {
      needsHypervisor(configuration.guestHosts(), diagnostics);
      return List.of();
    }
    List<Resource> resources = new ArrayList<>();
    if (hypervisor != null) {
      resources.addAll(GuestRules.resources(hypervisor, configuration));
    }
    for (Host host : configuration.machines()) {
      resources.add(DockerRule.resource(host, configuration));
      host.volumes().forEach(volume -> resources.add(VolumeRule.resource(host, volume)));
      host.networks().forEach(network -> resources.add(NetworkRule.resource(host, network)));
    }
    PortainerServer server = configuration.portainer();
    if (server == null) {
      needsServer(configuration, diagnostics);
    } else if (isPlanned(server, configuration, diagnostics)) {
      portainer(configuration, server, diagnostics, resources);
    }
    resources.sort((one, other) -> one.address().compareTo(other.address()));
    return LifecycleRule.link(resources, configuration.lifecycles(), diagnostics);
  }

  private static void needsHypervisor(List<Host> guests, Diagnostics diagnostics) {
    if (diagnostics.hasErrors()) {
      // What was refused may be what says it.
      return;
    }
    Host first = guests.getFirst();
    diagnostics.add(
        Diagnostic.error(
                "nothing says how to reach the Proxmox VE of guests that have Docker ("
                    + guests.stream().map(Host::name).collect(Collectors.joining(", "))
                    + ")",
                "Write \"proxmox_api\" into phoenix_hypervisor_config.json, with \"url\", \"user\", \"token\" and \"token_secret\". Or, where phoenix is not to make "
                    + first.name()
                    + ", take it out of this file and name it under \"hosts\", with its \"address\".")
            .at(first.position()));
  }

  private static void portainer(
      Configuration configuration,
      PortainerServer server,
      Diagnostics diagnostics,
      List<Resource> resources) {
    ImageTags.check(server, configuration.machines(), diagnostics);
    resources.add(ServerRule.resource(server));
    resources.addAll(TagRule.resources(configuration, server));
    resources.addAll(GroupRule.resources(configuration, server));
    server.registries().forEach(r -> resources.add(RegistryRule.resource(server, r)));
    StackRule stacks = new StackRule(configuration, server, diagnostics);
    // Most resources of a fleet are stacks, and no host's know of another's.
    configuration.machines().parallelStream()
        .map(host -> onHost(host, server, stacks, diagnostics))
        .toList()
        .forEach(resources::addAll);
  }

  private static List<Resource> onHost(
      Host host, PortainerServer server, StackRule stacks, Diagnostics diagnostics) {
    List<Resource> resources = new ArrayList<>();
    if (host.environment() != null) {
      resources.addAll(AgentRule.resources(host, host.environment(), server));
      resources.add(EndpointRule.resource(host, host.environment(), server));
      resources.addAll(stacks.resources(host, host.environment()));
    } else if (!host.stacks().isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
                  "host " + host.name() + " has stacks but Portainer does not know it",
                  "Stacks are deployed through Portainer. Give the host a portainer_role:"
                      + " \"agent\", or \"primary\" where the server runs.")
              .at(host.stacks().getFirst().position()));
    }
    return resources;
  }

  private static void needsServer(Configuration configuration, Diagnostics diagnostics) {
    configuration.machines().stream()
        .filter(host -> host.environment() != null || !host.stacks().isEmpty())
        .findFirst()
        .ifPresent(host ->
            diagnostics.add(
                Diagnostic.error(
                        "host " + host.name() + " needs Portainer, but no server is configured",
                        "Give one host the portainer_role \"primary\", or name a server that"
                            + " exists already under \"portainer_api\".")
                    .at(host.position())));
  }

  /** What hangs on a server that nothing runs waits. */
  private static boolean isPlanned(
      PortainerServer server, Configuration configuration, Diagnostics diagnostics) {
    String primary = server.primary();
    if (!server.managed() || (primary != null && configuration.machine(primary).isPresent())) {
      return true;
    }
    configuration.machines().stream()
        .filter(host -> host.environment() != null)
        .findFirst()
        .ifPresent(host ->
            diagnostics.add(
                Diagnostic.error(
                        "host " + host.name() + " needs a Portainer server that is not planned",
                        primary == null
                            ? "Give one host the portainer_role \"primary\"."
                            : "The server runs on "
                                + primary
                                + ", which has no Docker. Add \"docker\" to its features.")
                    .at(host.position())));
    return false;
  }
}
