package dev.phoenix.configuration;

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
 * @param image file name of the cloud image that it is made from; null where it is cloned
 * @param user that cloud-init makes
 * @param mounts of NFS in it
 * @param snapshots names by the moment that they are made at
 * @param environmentName in Portainer
 * @param agentHostname as the Portainer server sees it
 */
public record VirtualMachine(
    Guest guest,
    boolean template,
    @Nullable Reference cloneFrom,
    @Nullable String image,
    @Nullable String user,
    List<NfsMount> mounts,
    SortedMap<String, String> snapshots,
    String environmentName,
    String agentHostname,
    List<StackAssignment> stacks) {

  public VirtualMachine {
    mounts = List.copyOf(mounts);
    snapshots = Collections.unmodifiableSortedMap(new TreeMap<>(snapshots));
    stacks = List.copyOf(stacks);
  }

  /** A folder of an NFS server in a virtual machine. */
  public record NfsMount(String name, String server, String path, String mountPoint) {}
}
