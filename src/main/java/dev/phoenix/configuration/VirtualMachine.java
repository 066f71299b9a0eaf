package dev.phoenix.configuration;

import dev.phoenix.resource.Secret;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A virtual machine of Proxmox VE, with {@code vm_defaults} merged in.
 *
 * @param template made once, and cloned
 * @param cloneFrom number of the template; null where it is made from an image
 * @param image file name, URL or volume of the cloud image that it is made from; null where it is
 *     cloned
 * @param linked whether it shares the disk of the template
 * @param user that cloud-init makes
 * @param keys public keys that may log in
 * @param mounts of NFS in it
 * @param cloudInit null where the file gives none
 * @param snapshots names by the moment that they are made at
 * @param environmentName in Portainer
 * @param agentHostname as the Portainer server sees it
 */
public record VirtualMachine(
    Guest guest,
    boolean template,
    @Nullable Reference cloneFrom,
    @Nullable String image,
    @Nullable String imageChecksum,
    boolean linked,
    Hardware hardware,
    @Nullable String user,
    List<String> keys,
    @Nullable Secret password,
    @Nullable CloudInitFiles cloudInit,
    List<NfsMount> mounts,
    SortedMap<String, String> snapshots,
    String environmentName,
    String agentHostname,
    List<StackAssignment> stacks)
    implements DockerGuest {

  public VirtualMachine {
    keys = keys.stream().sorted().distinct().toList();
    mounts = List.copyOf(mounts);
    snapshots = Collections.unmodifiableSortedMap(new TreeMap<>(snapshots));
    stacks = List.copyOf(stacks);
  }

  VirtualMachine withStacks(List<StackAssignment> others) {
    return new VirtualMachine(
        guest,
        template,
        cloneFrom,
        image,
        imageChecksum,
        linked,
        hardware,
        user,
        keys,
        password,
        cloudInit,
        mounts,
        snapshots,
        environmentName,
        agentHostname,
        others);
  }

  /** What a machine has and a container has not; null where the file leaves it as it is. */
  public record Hardware(
      @Nullable Integer sockets,
      @Nullable String cpu,
      @Nullable Integer balloonMb,
      @Nullable Integer vlan) {}

  /**
   * What cloud-init is given beside what Proxmox VE makes up itself.
   *
   * @param storage of the node that takes snippets
   * @param user takes the place of the user, keys and password of the machine; null: left to these
   * @param vendor read beside it; null: none
   */
  public record CloudInitFiles(String storage, @Nullable Secret user, @Nullable Secret vendor) {}

  /** A folder of an NFS server in a virtual machine. */
  public record NfsMount(String name, String server, String path, String mountPoint) {}
}
