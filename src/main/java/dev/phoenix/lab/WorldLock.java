package dev.phoenix.lab;

import dev.phoenix.file.OwnFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** Keeps a world to one process at a time. The operating system frees it when a process dies. */
final class WorldLock implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final FileChannel channel;

  private WorldLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Another way on than to wait for the process that has the lock. */
  interface WayAround {
    boolean isThere() throws IOException;
  }

  /**
   * Takes the lock, and waits for a process that has it.
   *
   * @throws IOException if that one does not end within a minute
   */
  static WorldLock take(Path folder) throws IOException {
    return take(folder, () -> false).orElseThrow();
  }

  /** The same, but gives up when another way shows. */
  static Optional<WorldLock> take(Path folder, WayAround around) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        OwnFile.open(
            folder.resolve("lab.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!taken(channel)) {
      if (around.isThere()) {
        channel.close();
        return Optional.empty();
      }
      if (System.nanoTime() > end) {
        channel.close();
        throw new LabRefusal(
            "Another phoenix uses " + folder + ". Wait until it ends, or stop it.");
      }
      pause();
    }
    return Optional.of(new WorldLock(channel));
  }

  private static boolean taken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while waiting for the lab", stopped);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
