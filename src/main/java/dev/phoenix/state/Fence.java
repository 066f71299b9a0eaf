package dev.phoenix.state;

import dev.phoenix.file.OwnFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Lets only the newest holder of a lock write. A lock that was broken leaves its former holder
 * running; the epoch tells it. The epoch stands in a file of its own, which is not the lock's, so
 * that nothing that is done to the lock sets it back, and a write is done with that file locked, so
 * that nobody breaks in between.
 */
final class Fence implements AutoCloseable {
  private static final int MOST = 200;

  private final Path file;
  private final Object key;
  private final FileChannel channel;
  private final long epoch;
  private final String mark;

  private Fence(Path file, Object key, FileChannel channel, long epoch, String id) {
    this.file = file;
    this.key = key;
    this.channel = channel;
    this.epoch = epoch;
    this.mark = mark(epoch, id);
  }

  /** What is done while nobody else gets past. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /**
   * Begins an epoch, which ends the one before.
   *
   * @param least an epoch that is known to have been, if the file of them is gone
   * @param first is done before, with nobody else getting past; the epoch stays if it fails
   */
  static Fence begin(Path file, long least, String id, Action first) throws IOException {
    FileChannel channel =
        OwnFile.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try (var _ = channel.lock()) {
      long next = Math.max(least, epoch(content(channel))) + 1;
      first.run();
      Object key = Objects.requireNonNullElse(Disk.key(file), file);
      Fence fence = new Fence(file, key, channel, next, id);
      ByteBuffer bytes = ByteBuffer.wrap(fence.mark.getBytes(StandardCharsets.UTF_8));
      channel.truncate(channel.write(bytes, 0));
      return fence;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String mark(long epoch, String id) {
    return epoch + " " + id + "\n";
  }

  long epoch() {
    return epoch;
  }

  /**
   * Does it while this epoch is the newest.
   *
   * @throws FencedException if it is not any more; nothing was done
   */
  void pass(Action action) throws IOException {
    try (var _ = channel.lock()) {
      // Whoever removed the file has set all epochs back; others look at the one of its name.
      if (!mark.equals(content(channel)) || !key.equals(Disk.key(file))) {
        throw new FencedException();
      }
      action.run();
    }
  }

  /** The same for what is somebody else's to do if this epoch is not the newest. */
  void passIfNewest(Action action) throws IOException {
    try {
      if (channel.isOpen()) {
        pass(action);
      }
    } catch (FencedException broken) {
      // Nothing of it is ours any more.
    }
  }

  private static String content(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST);
    int length = channel.read(bytes, 0);
    return length <= 0 ? "" : new String(bytes.array(), 0, length, StandardCharsets.UTF_8);
  }

  private static long epoch(String content) {
    String number = content.replaceFirst("(?s) .*", "");
    return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
