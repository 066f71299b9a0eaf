package dev.phoenix.configuration;

import dev.phoenix.configuration.LxcContainer.AppArmor;
import dev.phoenix.configuration.LxcContainer.BindMount;
import dev.phoenix.configuration.LxcContainer.GuestVolume;
import dev.phoenix.configuration.LxcContainer.IdMap;
import dev.phoenix.configuration.LxcContainer.NvidiaDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code lxc_configs}. */
final class LxcReader {
  private final Block file;

  private LxcReader(Block file) {
    this.file = file;
  }

  static List<LxcContainer> read(Block file) {
    LxcReader reader = new LxcReader(file);
    Block map = file.blockOrEmpty("lxc_configs");
    List<LxcContainer> containers = new ArrayList<>();
    for (String id : map.names()) {
      Block container = map.block(id);
      if (container != null) {
        containers.add(reader.container(container, number(id)));
      }
    }
    return containers;
  }

  private LxcContainer container(Block block, int vmid) {
    List<GuestVolume> volumes = new ArrayList<>();
    block.blocks("zfs_volumes").forEach(volume -> volumes.add(volume(volume)));
    block.blocks("volumes").forEach(volume -> volumes.add(volume(volume)));
    // There are no defaults for containers, so each is its own.
    Guest guest = GuestReader.read(block, block, vmid, "storage_size_gb");
    return new LxcContainer(
        guest,
        block.text("template"),
        block.reference("clone_from_ctid"),
        block.text("template_snapshot_name"),
        block.flag("enable_lifecycle_snapshots", false),
        block.number("swap_mb"),
        block.flag("unprivileged", true),
        new AppArmor(block.text("apparmor_profile"), block.flag("apparmor_manages_nesting", false)),
        gpus(block.text("gpu_assignment", "none")),
        driver(),
        options(block.texts("pct_options")),
        block.texts("lxc_options"),
        block.blocks("id_maps").stream().map(LxcReader::idMap).toList(),
        volumes,
        block.blocks("mount_points").stream().map(LxcReader::bindMount).toList(),
        block.text("application_script"),
        block.text("bootstrap_ca_url"),
        block.object("vllm_engine_config"),
        block.text("connection", "pct").equals("ssh"),
        block.text("portainer_environment_name", guest.name()),
        block.text("portainer_agent_hostname", guest.reachedAt()),
        Assignments.read(block));
  }

  private @Nullable NvidiaDriver driver() {
    NvidiaDriver driver =
        new NvidiaDriver(
            file.text("nvidia_driver_version"),
            file.text("nvidia_repo_url"),
            file.text("nvidia_runfile_url"));
    return driver.equals(new NvidiaDriver(null, null, null)) ? null : driver;
  }

  /** {@code none}, or numbers with commas between them. */
  private static SortedSet<Integer> gpus(String assignment) {
    SortedSet<Integer> gpus = new TreeSet<>();
    if (!assignment.equals("none")) {
      for (String gpu : assignment.split(",", -1)) {
        gpus.add(number(gpu.strip()));
      }
    }
    return gpus;
  }

  /** Each is {@code name=value}. */
  private static SortedMap<String, String> options(List<String> lines) {
    SortedMap<String, String> options = new TreeMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      options.put(
          equals < 0 ? line : line.substring(0, equals),
          equals < 0 ? "1" : line.substring(equals + 1));
    }
    return options;
  }

  private static IdMap idMap(Block map) {
    return new IdMap(
        map.text("type", ""),
        map.number("host_id", 0),
        map.number("container_id", 0),
        map.number("size", 0));
  }

  private static GuestVolume volume(Block volume) {
    return new GuestVolume(
        volume.text("name", ""),
        volume.text("pool", ""),
        volume.number("size_gb", 0),
        path(volume.text("mount_point", "")));
  }

  private static BindMount bindMount(Block mount) {
    return new BindMount(
        mount.text("host_path", ""),
        path(mount.text("container_path", "")),
        mount.number("owner_uid"),
        mount.number("owner_gid"));
  }

  /** Two spellings of one path are one path. */
  private static String path(String text) {
    String single = text.replaceAll("/+", "/");
    return single.length() > 1 && single.endsWith("/")
        ? single.substring(0, single.length() - 1)
        : single;
  }

  /** The schema lets only digits through; what it refused is 0 here. */
  private static int number(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException refused) {
      return 0;
    }
  }
}
