package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine that Docker runs on.
 *
 * @param address IP address or name, as the other machines see it
 * @param environment how Portainer knows it; null where it does not
 * @param registries names of the registries that its stacks pull from
 * @param dependencies names of hosts, VMs or containers that come first
 * @param home the guest of Proxmox VE that it is; null where it exists already
 */
public record Host(
    String name,
    String address,
    Connection connection,
    PortainerRole role,
    @Nullable PortainerEnvironment environment,
    DockerEngine docker,
    List<DockerVolume> volumes,
    List<DockerNetwork> networks,
    List<String> registries,
    List<StackAssignment> stacks,
    List<Reference> dependencies,
    @Nullable Home home,
    Position position) {

  public Host {
    volumes = List.copyOf(volumes);
    networks = List.copyOf(networks);
    registries = List.copyOf(registries);
    stacks = List.copyOf(stacks);
    dependencies = List.copyOf(dependencies);
  }

  /** A guest of Proxmox VE. */
  public record Home(Kind kind, String name) {

    /** A virtual machine or a container. */
    public enum Kind {
      VM,
      LXC
    }
  }
}
