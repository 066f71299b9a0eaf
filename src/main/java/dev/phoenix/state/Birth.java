package dev.phoenix.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a process began: numbers of processes are given out again, and only both together name one.
 * In ticks since the machine started where the system tells them, because a clock may be set back.
 */
final class Birth {
  private static final Path PROC = Path.of("/proc");

  /** Of the fields behind the name in {@code /proc/PID/stat}, see proc(5). */
  private static final int TICKS = 19;

  private static final List<String> ENDED = List.of("Z", "X", "x");

  private Birth() {}

  /** Null if there is no such process. */
  static @Nullable String of(long pid) {
    Path stat = PROC.resolve(Long.toString(pid)).resolve("stat");
    try {
      String text = Files.readString(stat);
      List<String> fields = List.of(text.substring(text.lastIndexOf(')') + 2).split(" "));
      return ENDED.contains(fields.getFirst()) ? null : boot() + "/" + fields.get(TICKS);
    } catch (IOException absent) {
      return Files.exists(PROC.resolve("self")) ? null : told(pid);
    }
  }

  private static String boot() throws IOException {
    return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
  }

  private static @Nullable String told(long pid) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(process -> process.info().startInstant().map(Instant::toString).orElse("unknown"))
        .orElse(null);
  }
}
