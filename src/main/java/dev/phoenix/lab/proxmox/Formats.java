package dev.phoenix.lab.proxmox;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What may stand inside of values that are lists of their own. */
final class Formats {
  private static final Set<String> DISK =
      words(
          """
          file aio backup bps bps_max_length bps_rd bps_rd_length bps_rd_max_length bps_wr
          bps_wr_length bps_wr_max_length cache cyls detect_zeroes discard format heads import-from
          iops iops_max iops_max_length iops_rd iops_rd_length iops_rd_max iops_rd_max_length iops_wr
          iops_wr_length iops_wr_max iops_wr_max_length mbps mbps_max mbps_rd mbps_rd_max mbps_wr
          mbps_wr_max media replicate rerror secs serial shared size snapshot trans volume werror
          """);

  private static final Map<String, Set<String>> BESIDES =
      Map.of(
          "scsi", words("iothread product queues ro scsiblock ssd vendor wwn"),
          "virtio", words("iothread ro"),
          "sata", words("ssd wwn"),
          "ide", words("model ssd wwn"));

  private static final Set<String> MOUNT =
      words("volume acl mountoptions quota replicate ro shared size");

  private static final Map<String, Set<String>> OTHERS =
      Map.of(
          "agent", words("enabled freeze-fs-on-backup fstrim_cloned_disks type"),
          "startup", words("order up down"),
          "ipconfig", words("ip gw ip6 gw6"),
          "features", words("force_rw_sys fuse keyctl mknod mount nesting"),
          "efidisk", words("file efitype format import-from pre-enrolled-keys size volume"),
          "tpmstate", words("file import-from size version volume"));

  private Formats() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+", -1));
  }

  /** The keys that may stand inside of this one; none if it is no list. */
  static Set<String> inside(Kind kind, String key) {
    String plain = key.replaceFirst("[0-9]+$", "");
    Set<String> more = BESIDES.get(plain);
    if (kind == Kind.QEMU && more != null) {
      Set<String> all = new TreeSet<>(DISK);
      all.addAll(more);
      return all;
    }
    if (kind == Kind.LXC && plain.equals("rootfs")) {
      return MOUNT;
    }
    if (kind == Kind.LXC && plain.equals("mp")) {
      Set<String> all = new TreeSet<>(MOUNT);
      all.addAll(List.of("mp", "backup"));
      return all;
    }
    return OTHERS.getOrDefault(plain, Set.of());
  }

  /** Refuses what may not stand inside. */
  static void check(Keys keys, Kind kind, String key, String value) {
    Set<String> known = inside(kind, key);
    if (known.isEmpty()) {
      return;
    }
    String first = keys.first(key);
    for (String part : PropertyText.of(first == null ? "" : first, value).values().keySet()) {
      if (!known.contains(part)) {
        throw Refusal.parameter(
            key,
            "invalid format - format error\n"
                + key
                + "."
                + part
                + ": property is not defined in schema and the schema does not allow additional"
                + " properties");
      }
    }
  }
}
