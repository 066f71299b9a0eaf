package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of data when a guest is deleted: Proxmox VE destroys its disks with it. */
final class GuestData {
  private GuestData() {}

  /**
   * In words.
   *
   * @param seen every volume that the guest has, whoever made it; empty where nobody looked
   */
  static List<String> remains(Attributes recorded, ObjectNode seen) {
    if (recorded.flag("template", false)) {
      return List.of();
    }
    List<String> known = new ArrayList<>();
    List<String> shared = new ArrayList<>();
    recorded
        .object("disks")
        .properties()
        .forEach(disk -> add(known, disk.getKey(), disk.getValue()));
    add(known, "rootfs", recorded.object("rootfs"));
    recorded
        .object("mounts")
        .properties()
        .forEach(mount -> {
          String folder = mount.getValue().path("host_path").asString("");
          if (folder.isEmpty()) {
            add(known, mount.getKey(), mount.getValue());
          } else {
            shared.add(folder);
          }
        });
    seen.properties()
        .forEach(volume -> {
          String text = volume.getValue().path("volume").asString("");
          if (!text.startsWith("/") && !isNamed(recorded, volume)) {
            known.add(volume.getKey() + " " + text);
          }
        });
    List<String> remains = new ArrayList<>();
    remains.add(
        "data goes: all its disks"
            + (known.isEmpty() ? "" : " (" + String.join(", ", known) + ")"));
    if (!shared.isEmpty()) {
      remains.add("data stays: " + String.join(", ", shared) + " on its node");
    }
    return remains;
  }

  private static boolean isNamed(Attributes recorded, Map.Entry<String, JsonNode> volume) {
    String slot = volume.getKey();
    String path = volume.getValue().path("path").asString("");
    return recorded.object("disks").path(slot).has("size")
        || recorded.object("mounts").path(path).has("size")
        || (slot.equals("rootfs") && recorded.object(slot).has("size"));
  }

  private static void add(List<String> known, String name, JsonNode disk) {
    if (disk.has("size")) {
      known.add(name + " " + disk.path("size").asInt(0) + " GB");
    }
  }
}
