package dev.phoenix.configuration;

import java.util.List;

/**
 * How Portainer knows a machine.
 *
 * @param name in Portainer
 * @param publicUrl empty where there is none
 * @param group {@code Unassigned} where none is named
 * @param tags sorted
 */
public record PortainerEnvironment(
    String name, String publicUrl, String group, List<String> tags, Agent agent) {

  public PortainerEnvironment {
    tags = tags.stream().sorted().distinct().toList();
  }

  /**
   * The Portainer agent of a machine.
   *
   * @param managed false: it runs already and phoenix leaves it alone
   * @param address as the Portainer server sees it
   * @param publish host port, or {@code ip:port}, that 9001 of the container is published on
   */
  public record Agent(
      boolean managed,
      String container,
      String image,
      String pull,
      String address,
      int port,
      String publish) {}
}
