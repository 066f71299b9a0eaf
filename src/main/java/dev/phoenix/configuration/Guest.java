package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What virtual machines and containers of Proxmox VE share.
 *
 * @param cores null where the file leaves it to Proxmox VE
 * @param memoryMb null where the file leaves it to Proxmox VE
 * @param storage of its disk; null where the file names none
 * @param diskGb size of its disk; null where the file leaves it as the template has it
 * @param features what is installed in it
 * @param firewall null where it is left alone
 * @param route of Traefik to it; null where there is none
 */
public record Guest(
    int vmid,
    String name,
    PortainerRole role,
    @Nullable Integer cores,
    @Nullable Integer memoryMb,
    @Nullable String storage,
    @Nullable Integer diskGb,
    NetworkCard network,
    StartUp startUp,
    List<String> features,
    @Nullable GuestFirewall firewall,
    @Nullable TraefikRoute route,
    Placement placement,
    List<Reference> dependencies,
    Position position) {

  public Guest {
    features = List.copyOf(features);
    dependencies = List.copyOf(dependencies);
  }

  /** Static address with its mask, {@code 10.0.0.5/24}; null for DHCP. */
  @Nullable Reference address() {
    return network.address();
  }

  /** Its static address without the mask, or its name where it has none. */
  public String reachedAt() {
    Reference address = address();
    return address == null ? name : Networks.withoutMask(address.target());
  }

  /**
   * When it starts with its node.
   *
   * @param order place in the order; null where it has none
   * @param delay seconds until the next one starts; null where it has none
   */
  public record StartUp(boolean atBoot, @Nullable Integer order, @Nullable Integer delay) {}

  /**
   * Where it is and how Proxmox VE shows it.
   *
   * @param node that it is made on; null where the file leaves it open
   * @param tags sorted; null where they are left alone
   * @param description null where it is left alone
   * @param protection null where it is left alone
   */
  public record Placement(
      @Nullable String node,
      @Nullable List<String> tags,
      @Nullable String description,
      @Nullable Boolean protection) {
    public Placement {
      tags = tags == null ? null : tags.stream().sorted().distinct().toList();
    }
  }

  /** A name of the fleet's own domain that leads to a port of the guest. */
  public record TraefikRoute(String name, int port) {}
}
