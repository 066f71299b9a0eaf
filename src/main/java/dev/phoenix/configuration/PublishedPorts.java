package dev.phoenix.configuration;

import dev.phoenix.configuration.PortainerEnvironment.Agent;
import dev.phoenix.configuration.compose.ComposeFile;
import dev.phoenix.configuration.compose.ComposeFile.PublishedPort;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A port of a machine is published once, over all of its stacks, its agent and the server. */
final class PublishedPorts implements CrossChecks.Check {
  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "");

  private final ComposeFiles compose;
  private final Refusals refusals;

  PublishedPorts(ComposeFiles compose, Refusals refusals) {
    this.compose = compose;
    this.refusals = refusals;
  }

  private record Claim(String owner, String ip, int port, String protocol, Position position) {
    boolean clashes(Claim other) {
      return protocol.equals(other.protocol)
          && (ip.equals(other.ip)
              || EVERY_ADDRESS.contains(ip)
              || EVERY_ADDRESS.contains(other.ip));
    }
  }

  @Override
  public void check(Configuration configuration, Diagnostics diagnostics) {
    for (Host host : configuration.hosts()) {
      List<Claim> claims = new ArrayList<>();
      server(configuration, host, claims);
      PortainerEnvironment environment = host.environment();
      if (environment != null && environment.agent().managed() && isSure("/hosts/*/agent")) {
        agent(environment.agent(), host, claims);
      }
      stacks(host.stacks(), claims);
      report(host.name(), claims, diagnostics);
    }
    for (DockerGuest machine : configuration.guests()) {
      List<Claim> claims = new ArrayList<>();
      stacks(machine.stacks(), claims);
      report(machine.guest().name(), claims, diagnostics);
    }
  }

  /** Where a port is broken, the usual one that counts instead is not what the person wrote. */
  private boolean isSure(String path) {
    return !refusals.touch(WorkspaceFiles.HYPERVISOR, path);
  }

  private void server(Configuration configuration, Host host, List<Claim> claims) {
    PortainerServer server = configuration.portainer();
    if (server != null
        && server.managed()
        && isSure("/portainer_api/ports")
        && host.name().equals(server.primary())) {
      for (String port : server.publish().values()) {
        claims.add(claim("the Portainer server", port, server.position()));
      }
    }
  }

  private static void agent(Agent agent, Host host, List<Claim> claims) {
    claims.add(claim("the Portainer agent", agent.publish(), host.position()));
  }

  private static Claim claim(String owner, String publish, Position position) {
    int colon = publish.lastIndexOf(':');
    String ip = colon < 0 ? "0.0.0.0" : publish.substring(0, colon);
    return new Claim(owner, ip, number(publish.substring(colon + 1)), "tcp", position);
  }

  /** The schema lets only ports through; what it refused is 0 here and clashes with nothing. */
  private static int number(String port) {
    try {
      return Integer.parseInt(port);
    } catch (NumberFormatException refused) {
      return 0;
    }
  }

  private void stacks(List<StackAssignment> stacks, List<Claim> claims) {
    for (StackAssignment assignment : stacks) {
      ComposeFile file = compose.of(assignment).orElse(null);
      for (PublishedPort port : file == null ? List.<PublishedPort>of() : file.ports()) {
        if (port.port() > 0) {
          claims.add(claim(assignment, port));
        }
      }
    }
  }

  private static Claim claim(StackAssignment assignment, PublishedPort port) {
    return new Claim(
        "service " + port.service() + " of stack " + assignment.stack(),
        port.ip(),
        port.port(),
        port.protocol(),
        port.position());
  }

  private static void report(String machine, List<Claim> claims, Diagnostics diagnostics) {
    TreeMap<Integer, List<Claim>> byPort = new TreeMap<>();
    for (Claim claim : claims) {
      if (claim.port() == 0) {
        continue;
      }
      List<Claim> before = byPort.computeIfAbsent(claim.port(), _ -> new ArrayList<>());
      Claim first = first(before, claim);
      if (first != null) {
        diagnostics.add(taken(machine, claim, first));
      }
      before.add(claim);
    }
  }

  private static @Nullable Claim first(List<Claim> claims, Claim other) {
    for (Claim claim : claims) {
      if (other.clashes(claim)) {
        return claim;
      }
    }
    return null;
  }

  private static Diagnostic taken(String machine, Claim claim, Claim first) {
    return Diagnostic.error(
            "port "
                + claim.port()
                + "/"
                + claim.protocol()
                + " of "
                + machine
                + " is published twice",
            "By "
                + claim.owner()
                + " here, and by "
                + first.owner()
                + " at "
                + first.position()
                + ". Publish one of them on another port.")
        .at(claim.position());
  }
}
