package dev.phoenix.lab.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A folder, file or volume that a container sees.
 *
 * @param source a path of the host, or the name of a volume
 */
record Mount(String source, String destination, String mode) {

  /** Those of {@code Binds} and {@code Mounts}, by destination. */
  static List<Mount> of(JsonNode host) {
    List<Mount> mounts = new ArrayList<>();
    for (String bind : Json.words(host.path("Binds"))) {
      String[] parts = bind.split(":", 3);
      if (parts.length >= 2) {
        mounts.add(new Mount(parts[0], parts[1], parts.length == 3 ? parts[2] : ""));
      }
    }
    for (JsonNode mount : host.path("Mounts")) {
      if (!mount.path("Type").asString("").equals("tmpfs")) {
        mounts.add(
            new Mount(
                mount.path("Source").asString(""),
                mount.path("Target").asString(""),
                mount.path("ReadOnly").asBoolean(false) ? "ro" : ""));
      }
    }
    mounts.sort(Comparator.comparing(Mount::destination));
    return mounts;
  }

  boolean isVolume() {
    return !source.startsWith("/");
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    boolean writable = !List.of(mode.split(",")).contains("ro");
    if (isVolume()) {
      json.put("Type", "volume").put("Name", source).put("Source", Volumes.mountpoint(source));
    } else {
      json.put("Type", "bind").put("Source", source);
    }
    json.put("Destination", destination);
    if (isVolume()) {
      json.put("Driver", "local");
    }
    return json.put("Mode", mode)
        .put("RW", writable)
        .put("Propagation", isVolume() ? "" : "rprivate");
  }
}
