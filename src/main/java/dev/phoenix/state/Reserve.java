package dev.phoenix.state;

import dev.phoenix.file.OwnFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Room that a run has before it changes anything, so that what it does can be written down even if
 * the disk fills up meanwhile.
 */
final class Reserve {
  /** For the journal and the state of a fleet of a hundred machines. */
  private static final long LEAST = 1 << 20;

  /** The state again, the earlier one among the history, and what a journal says of each. */
  private static final int TIMES = 4;

  private final Path file;
  private boolean held = true;

  private Reserve(Path file) {
    this.file = file;
  }

  /**
   * Takes room.
   *
   * @param now how large the state is
   * @throws NoRoomException if there is too little
   */
  static Reserve take(Path file, long now, Writing writing) throws IOException {
    long size = LEAST + TIMES * now;
    FileChannel channel =
        OwnFile.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try (channel) {
      writing.reserve(channel, size);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw new NoRoomException(size, e);
    }
    return new Reserve(file);
  }

  /** Gives it back; false if that was done before. */
  boolean release() throws IOException {
    boolean first = held;
    held = false;
    if (first) {
      Files.deleteIfExists(file);
    }
    return first;
  }
}
