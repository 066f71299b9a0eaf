package dev.phoenix.state;

import java.io.IOException;
import java.nio.file.Files;
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
    Files.writeString(
        file, Json.line(json) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
