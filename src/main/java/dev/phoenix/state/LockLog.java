package dev.phoenix.state;

import dev.phoenix.file.OwnFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Who took a lock from whom, a JSON line each: for those who ask afterwards. */
final class LockLog {
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
  }
}
