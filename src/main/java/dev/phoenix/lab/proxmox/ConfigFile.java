package dev.phoenix.lab.proxmox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The file of a guest below {@code /etc/pve}, which both the API and people at a node write. */
final class ConfigFile {
  private ConfigFile() {}

  static String text(Guest guest) {
    StringBuilder text = new StringBuilder(section(guest.config, guest.raw));
    if (!guest.pending.isEmpty() || !guest.leaving.isEmpty()) {
      text.append("\n[").append(guest.kind == Kind.QEMU ? "PENDING" : "pve:pending").append("]\n");
      if (!guest.leaving.isEmpty()) {
        text.append("delete: ").append(String.join(",", guest.leaving.keySet())).append('\n');
      }
      text.append(section(guest.pending, List.of()));
    }
    guest.snapshots.forEach((name, snapshot) ->
        text.append("\n[")
            .append(name)
            .append("]\n")
            .append(section(snapshot.config(), List.of())));
    return text.toString();
  }

  private static String section(SortedMap<String, String> config, List<String> raw) {
    StringBuilder text = new StringBuilder();
    config.getOrDefault("description", "").lines().forEach(line -> text.append("#" + line + "\n"));
    config.forEach((key, value) -> {
      if (!key.equals("description")) {
        text.append(key).append(": ").append(value).append('\n');
      }
    });
    raw.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /** SHA-1 of the file, by which a writer can tell that it changed. */
  static String digest(Guest guest) {
    try {
      byte[] bytes = text(guest).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** Takes over what somebody wrote into the first section of the file. */
  static void write(Guest guest, String text) {
    SortedMap<String, String> config = new TreeMap<>();
    StringBuilder description = new StringBuilder();
    guest.raw.clear();
    for (String line : text.lines().takeWhile(it -> !it.startsWith("[")).toList()) {
      int colon = line.indexOf(':');
      if (line.startsWith("#")) {
        description.append(line.substring(1)).append('\n');
      } else if (line.startsWith("lxc.")) {
        guest.raw.add(line.replaceFirst("\\s*[:=]\\s*", ": "));
      } else if (colon > 0) {
        config.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    if (!description.isEmpty()) {
      config.put("description", description.toString());
    }
    guest.config.clear();
    guest.config.putAll(config);
  }
}
