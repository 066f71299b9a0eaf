package dev.phoenix.lab;

import dev.phoenix.lab.proxmox.Datacenter;
import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is in the world before phoenix begins.
 *
 * @param registries private image registries: host, and the log-in that they want
 * @param names what leads to the address of a machine beside its own name
 * @param proxmox the Proxmox VE whose guests become machines; null if there is none
 */
public record LabFleet(
    List<Host> hosts,
    List<Server> servers,
    Map<String, Account> registries,
    Map<String, String> names,
    @Nullable Datacenter proxmox) {

  public LabFleet {
    hosts = List.copyOf(hosts);
    servers = List.copyOf(servers);
    registries = Map.copyOf(registries);
    names = Map.copyOf(names);
  }

  /** A fleet without a Proxmox VE. */
  public LabFleet(List<Host> hosts, List<Server> servers, Map<String, Account> registries) {
    this(hosts, servers, registries, Map.of(), null);
  }

  public static LabFleet of(List<Host> hosts) {
    return new LabFleet(hosts, List.of(), Map.of());
  }

  /**
   * A machine.
   *
   * @param port of its SSH server
   * @param socket path of its Docker socket if it is the machine phoenix runs on; such a one has
   *     Docker already
   */
  public record Host(String name, String address, int port, @Nullable String socket) {}

  /** A Portainer server that is there already, with the log-in that it takes. */
  public record Server(String host, int port, Account administrator, @Nullable Secret apiKey) {}

  /** A user and the password. */
  public record Account(String user, Secret password) {}
}
