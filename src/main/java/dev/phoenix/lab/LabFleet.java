package dev.phoenix.lab;

import dev.phoenix.lab.proxmox.Datacenter;
import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

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
   * @param port of its SSH server; 0 if it has none
   * @param socket path of its Docker socket if it is the machine phoenix runs on; such a one has
   *     Docker already
   */
  public record Host(String name, String address, int port, @Nullable String socket) {
    private static final int SSH = 22;

    ObjectNode json() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("name", name)
          .put("address", address)
          .put("port", port)
          .put("socket", socket);
    }

    static Host of(JsonNode json) {
      String socket = json.path("socket").asString("");
      return new Host(
          json.path("name").asString(""),
          json.path("address").asString(""),
          json.path("port").asInt(SSH),
          socket.isEmpty() ? null : socket);
    }
  }

  /** A Portainer server that is there already, with the log-in that it takes. */
  public record Server(String host, int port, Account administrator, @Nullable Secret apiKey) {}

  /** A user and the password. */
  public record Account(String user, Secret password) {}
}
