package dev.phoenix.configuration;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A container of Proxmox VE.
 *
 * @param template archive that it is made from; null where it is cloned
 * @param cloneFrom number of the container that it is cloned from; it wins over the template
 * @param cloneSnapshot snapshot that is made at the end, for clones; null where none is
 * @param lifecycleSnapshots whether snapshots are made before its features and at the end
 * @param swapMb null where the file leaves it to Proxmox VE
 * @param unprivileged whether root in it is nobody outside
 * @param gpus numbers of the node's GPUs that it uses
 * @param nvidia driver for these; null where the file names none
 * @param options features of Proxmox VE by name, such as {@code nesting}
 * @param rawLines of its configuration file, beyond what the API can set
 * @param script run in it after its features; null where there is none
 * @param bootstrapCa where the certificate authority is reached before there are names
 * @param engine arguments of vLLM by section; null where it runs none
 * @param ssh whether it is reached by an SSH server of its own, and not through its node
 * @param environmentName in Portainer
 * @param agentHostname as the Portainer server sees it
 */
public record LxcContainer(
    Guest guest,
    @Nullable String template,
    @Nullable Reference cloneFrom,
    @Nullable String cloneSnapshot,
    boolean lifecycleSnapshots,
    @Nullable Integer swapMb,
    boolean unprivileged,
    AppArmor appArmor,
    SortedSet<Integer> gpus,
    @Nullable NvidiaDriver nvidia,
    SortedMap<String, String> options,
    List<String> rawLines,
    List<IdMap> idMaps,
    List<GuestVolume> volumes,
    List<BindMount> bindMounts,
    @Nullable String script,
    @Nullable String bootstrapCa,
    @Nullable ObjectNode engine,
    boolean ssh,
    String environmentName,
    String agentHostname,
    List<StackAssignment> stacks)
    implements DockerGuest {

  public LxcContainer {
    gpus = Collections.unmodifiableSortedSet(new TreeSet<>(gpus));
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    rawLines = List.copyOf(rawLines);
    idMaps = List.copyOf(idMaps);
    volumes = List.copyOf(volumes);
    bindMounts = List.copyOf(bindMounts);
    stacks = List.copyOf(stacks);
  }

  LxcContainer withStacks(List<StackAssignment> others) {
    return new LxcContainer(
        guest,
        template,
        cloneFrom,
        cloneSnapshot,
        lifecycleSnapshots,
        swapMb,
        unprivileged,
        appArmor,
        gpus,
        nvidia,
        options,
        rawLines,
        idMaps,
        volumes,
        bindMounts,
        script,
        bootstrapCa,
        engine,
        ssh,
        environmentName,
        agentHostname,
        others);
  }

  /** Proxmox VE takes no snapshot of a container that has folders of its node. */
  public boolean takesLifecycleSnapshots() {
    return lifecycleSnapshots && bindMounts.isEmpty();
  }

  /**
   * How AppArmor confines it.
   *
   * @param profile null: that of Proxmox VE
   * @param managesNesting whether the profile lets containers run in it
   */
  public record AppArmor(@Nullable String profile, boolean managesNesting) {}

  /** What the node's driver is, which the container must match. */
  public record NvidiaDriver(
      @Nullable String version, @Nullable String repository, @Nullable String runfile) {}

  /** Numbers of users or groups in it, as they are outside. */
  public record IdMap(String type, int host, int container, int size) {}

  /** A volume of its own. */
  public record GuestVolume(String name, String pool, int sizeGb, String mountPoint) {}

  /**
   * A directory of the node in it.
   *
   * @param ownerUid owner as the container sees it; null: left alone
   */
  public record BindMount(
      String hostPath,
      String containerPath,
      @Nullable Integer ownerUid,
      @Nullable Integer ownerGid) {}
}
