package dev.phoenix.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What runs have put beside the state because it could not take its place. */
final class Asides {
  private static final int KEPT = 10;

  private Asides() {}

  /** Drops all but the last of each kind: nobody has come for them in ten epochs of trouble. */
  static void drop(Beside beside) throws IOException {
    drop(beside.unwritten(0));
    drop(beside.replaced(0));
  }

  private static void drop(Path first) throws IOException {
    String name = String.valueOf(first.getFileName());
    String prefix = name.substring(0, name.length() - 1);
    Path folder = first.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all =
          files
              .filter(file -> epoch(file, prefix) >= 0)
              .sorted(Comparator.comparingLong(file -> epoch(file, prefix)))
              .toList();
    }
    for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
      Files.deleteIfExists(old);
    }
  }

  /** Less than 0 for another file. */
  private static long epoch(Path file, String prefix) {
    String name = String.valueOf(file.getFileName());
    String epoch = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
    return epoch.matches("\\d{1,18}") ? Long.parseLong(epoch) : -1;
  }
}
