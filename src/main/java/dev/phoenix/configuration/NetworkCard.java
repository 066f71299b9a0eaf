package dev.phoenix.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network card of a guest and what stands behind it.
 *
 * @param name of the interface in a container; null in a virtual machine, which chooses itself
 * @param bridge null where the file names none
 * @param address static address with its mask, {@code 10.0.0.5/24}; null for DHCP
 * @param mac null where Proxmox VE chooses one
 * @param nameservers none: those of the node
 */
public record NetworkCard(
    @Nullable String name,
    @Nullable String bridge,
    @Nullable Reference address,
    @Nullable Reference gateway,
    @Nullable Reference mac,
    List<String> nameservers,
    @Nullable String searchDomain) {

  public NetworkCard {
    nameservers = List.copyOf(nameservers);
  }
}
