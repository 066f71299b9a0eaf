package dev.phoenix.lab.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A published port of a container.
 *
 * @param address of the host; empty for all of them
 * @param hostPort 0 while the engine has not chosen one
 * @param port inside the container
 * @param protocol {@code tcp} or {@code udp}
 */
public record Published(String address, int hostPort, int port, String protocol) {
  private static final int FIRST_FREE = 32768;

  /** Those that a container's {@code PortBindings} ask for. */
  static List<Published> of(JsonNode bindings) {
    List<Published> published = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : bindings.properties()) {
      int port = port(entry.getKey());
      for (JsonNode binding : entry.getValue()) {
        String host = binding.path("HostPort").asString("");
        published.add(
            new Published(
                binding.path("HostIp").asString(""),
                host.isEmpty() ? 0 : Integer.parseInt(host.split("-", 2)[0]),
                port,
                protocol(entry.getKey())));
      }
    }
    return published;
  }

  static int port(String key) {
    return Integer.parseInt(key.split("/", 2)[0]);
  }

  static String protocol(String key) {
    return key.endsWith("/udp") ? "udp" : "tcp";
  }

  boolean conflicts(Published other) {
    return hostPort != 0
        && hostPort == other.hostPort
        && protocol.equals(other.protocol)
        && (everywhere() || other.everywhere() || address.equals(other.address));
  }

  private boolean everywhere() {
    return address.isEmpty() || address.equals("0.0.0.0") || address.equals("::");
  }

  /** With a free host port if none was asked for. */
  Published chosen(Collection<Published> taken) {
    Published candidate = this;
    for (int free = FIRST_FREE; candidate.hostPort == 0; free++) {
      Published tried = new Published(address, free, port, protocol);
      if (taken.stream().noneMatch(tried::conflicts)) {
        candidate = tried;
      }
    }
    return candidate;
  }

  /** {@code 80/tcp}. */
  String key() {
    return port + "/" + protocol;
  }

  /** How the engine names the host's side: {@code 0.0.0.0:80}. */
  String host() {
    return (address.isEmpty() ? "0.0.0.0" : address) + ":" + hostPort;
  }
}
