package dev.phoenix.configuration.compose;

import dev.phoenix.diagnostic.Position;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What phoenix needs to know of a Compose file.
 *
 * @param services by name, those that are not started by default too
 * @param ports host ports that it takes, in the order of the file
 * @param volumes volumes that must be there before it is deployed
 * @param networks networks that must be there before it is deployed
 */
public record ComposeFile(
    SortedMap<String, Service> services,
    List<PublishedPort> ports,
    List<External> volumes,
    List<External> networks) {

  public ComposeFile {
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
    ports = List.copyOf(ports);
    volumes = List.copyOf(volumes);
    networks = List.copyOf(networks);
  }

  /**
   * One service.
   *
   * @param image with variables replaced
   * @param restart {@code no}, {@code always}, {@code unless-stopped} or {@code on-failure}
   * @param job it is meant to end: ended well counts as running
   * @param active it is started by default: no profile keeps it back and it has a replica
   * @param replicas how many containers it has
   * @param refreshed whether its image is pulled at a deployment though it is there
   */
  public record Service(
      String name,
      String image,
      String restart,
      boolean job,
      boolean active,
      int replicas,
      boolean refreshed,
      Position position) {}

  /**
   * A port of the host that a service takes.
   *
   * @param ip {@code 0.0.0.0} where the file names none
   * @param protocol {@code tcp}, {@code udp} or {@code sctp}
   */
  public record PublishedPort(
      String service, String ip, int port, String protocol, Position position) {

    /** {@code 127.0.0.1:8080/tcp}; IPv6 addresses in brackets. */
    @Override
    public String toString() {
      String host = ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip;
      return host + ":" + port + "/" + protocol;
    }
  }

  /**
   * A volume or network that the file expects to be there.
   *
   * @param name as Docker knows it
   */
  public record External(String name, Position position) {}
}
