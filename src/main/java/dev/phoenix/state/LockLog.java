package dev.phoenix.state;

import dev.phoenix.file.OwnFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Who took a lock from whom, a JSON line each: for those who ask afterwards. */
final class LockLog {
  private static final int LONGEST = 1_000;

  private LockLog() {}

  /**
   * Adds a line.
   *
   * @param what {@code broken} or {@code taken over}
   * @param holder who had it; null if it did not say
   */
  static void append(Path file, String what, @Nullable Holder holder, Holder by)
      throws IOException {
    ObjectNode json = Json.object();
    json.put("at", by.since().toString()).put("what", what);
    if (holder != null) {
      json.set("holder", holder.write());
    }
    json.set("by", by.write());
    byte[] line = (Json.line(json) + "\n").getBytes(StandardCharsets.UTF_8);
    OwnFile.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    shorten(file);
  }

  /** The oldest lines go: whoever asks afterwards asks soon. */
  private static void shorten(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.size() > LONGEST) {
      String last = String.join("\n", lines.subList(lines.size() - LONGEST, lines.size())) + "\n";
      Path staged = file.resolveSibling(file.getFileName() + ".tmp");
      OwnFile.write(staged, last.getBytes(StandardCharsets.UTF_8));
      Disk.replace(file, staged);
    }
  }
}
