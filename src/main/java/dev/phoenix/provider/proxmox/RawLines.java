package dev.phoenix.provider.proxmox;

import dev.phoenix.provider.ssh.ScriptResult;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The lines of a container's configuration file that are for LXC and that no API takes. */
final class RawLines {
  private RawLines() {}

  /** The file that a script printed, whatever else the node's shell greets with. */
  static String read(ScriptResult printed) throws ResourceFailure {
    String content = printed.decoded("phoenix.config").orElse("");
    if (content.isEmpty()) {
      throw new ResourceFailure(
          Kind.PERMANENT,
          "the node did not print the container's configuration, so it was not written: "
              + printed.complaint());
    }
    return content;
  }

  /** By which a change in between is noticed. */
  static String sum(String file) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(file.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The file with these lines and no others of theirs; what its snapshots hold stays. */
  static String replace(String file, List<List<String>> wanted) {
    List<String> lines = file.lines().toList();
    int end = 0;
    while (end < lines.size() && !lines.get(end).startsWith("[")) {
      end++;
    }
    List<String> result =
        new ArrayList<>(
            lines.subList(0, end).stream().filter(line -> !line.startsWith("lxc.")).toList());
    while (!result.isEmpty() && result.getLast().isBlank()) {
      result.removeLast();
    }
    wanted.forEach(line -> result.add(line.get(0) + ": " + line.get(1)));
    if (end < lines.size()) {
      result.add("");
      result.addAll(lines.subList(end, lines.size()));
    }
    return String.join("\n", result) + "\n";
  }
}
