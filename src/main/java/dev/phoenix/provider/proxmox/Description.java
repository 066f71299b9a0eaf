package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Address;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The notes of a guest: the user's own text, and in its last line whose it is.
 *
 * @param owner address of the resource that made it; null if it bears no mark
 * @param mark told from other guests of that number and address by this; empty without an owner
 */
record Description(String text, @Nullable String owner, String mark) {
  /** Seen in lists and in the interface; the proof is the line in the description. */
  static final String TAG = "phoenix";

  private static final Pattern LINE = Pattern.compile("phoenix: (\\S+/\\S.*?) ([0-9a-f]{16})");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Reads the description, to which the server adds a line end. */
  static Description parse(String description) {
    List<String> lines = description.stripTrailing().lines().toList();
    if (!lines.isEmpty()) {
      Matcher matcher = LINE.matcher(lines.getLast().strip());
      if (matcher.matches()) {
        String text = String.join("\n", lines.subList(0, lines.size() - 1)).stripTrailing();
        return new Description(text, matcher.group(1), matcher.group(2));
      }
    }
    return new Description(String.join("\n", lines), null, "");
  }

  static Description of(String text, Address owner, String mark) {
    return new Description(
        String.join("\n", text.stripTrailing().lines().toList()), owner.toString(), mark);
  }

  static String newMark() {
    byte[] bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  boolean isOf(Address address) {
    return address.toString().equals(owner);
  }

  String print() {
    if (owner == null) {
      return text;
    }
    // An empty line before it, for the interface shows the description as Markdown.
    return (text.isEmpty() ? "" : text + "\n\n") + "phoenix: " + owner + " " + mark;
  }
}
