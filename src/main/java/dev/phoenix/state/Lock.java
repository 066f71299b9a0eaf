package dev.phoenix.state;

import dev.phoenix.file.OwnFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second run out. The system frees the lock when its holder dies; the file beside the state
 * says who holds it, which keeps others out too where the system does not know of the holder: on
 * another machine. The state itself is not locked, because replacing it would replace what is
 * locked.
 */
final class Lock implements AutoCloseable {
  /** Somebody who only looks whether a lock is held has it for a moment. */
  private static final int LOOKS = 4;

  private static final Duration LOOK = Duration.ofMillis(15);

  private final Path file;
  private final FileChannel channel;
  private final Fence fence;

  private Lock(Path file, FileChannel channel, Fence fence) {
    this.file = file;
    this.channel = channel;
    this.fence = fence;
  }

  /** What became of trying to take it. */
  sealed interface Attempt {
    /**
     * Taken.
     *
     * @param dead who had it and died; null if nobody had
     */
    record Taken(Lock lock, @Nullable Holder dead) implements Attempt {}

    record Held(Hold hold) implements Attempt {}
  }

  static Attempt tryTake(Beside beside, Holder self, Locking locking) throws IOException {
    Path file = beside.lock();
    for (int look = 0; ; ) {
      Object before = Disk.key(file);
      FileChannel channel =
          OwnFile.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        if (!locks(channel, locking)) {
          Hold hold = Hold.ofLocked(file);
          if (hold.isTold() || ++look == LOOKS) {
            channel.close();
            return new Attempt.Held(hold);
          }
          Thread.sleep(LOOK);
        } else if (before != null && before.equals(Disk.key(file))) {
          // A holder deletes the file when it ends: what we opened before that is no lock any more.
          // It must not be opened a second time to find out, because POSIX drops a process's lock
          // as soon as the process closes any descriptor of the file (fcntl(2)).
          return taken(beside, self, channel);
        }
        channel.close();
      } catch (InterruptedException e) {
        channel.close();
        Thread.currentThread().interrupt();
        return new Attempt.Held(Hold.ofLocked(file));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  private static boolean locks(FileChannel channel, Locking locking) throws IOException {
    try {
      return locking.tryLock(channel);
    } catch (IOException e) {
      throw new UnlockableException(e);
    }
  }

  private static Attempt taken(Beside beside, Holder self, FileChannel channel) throws IOException {
    Holder left = Holder.read(content(channel));
    if (left != null && left.liveness(self.host()) != Liveness.DEAD) {
      channel.close();
      return new Attempt.Held(new Hold(left, left.liveness(self.host())));
    }
    Fence fence = Fence.begin(beside.epoch(), left == null ? 0 : left.epoch(), self.id(), () -> {});
    Lock lock = new Lock(beside.lock(), channel, fence);
    try {
      String text = Json.line(self.at(fence.epoch()).write()) + "\n";
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
      return new Attempt.Taken(lock, left);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static String content(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    channel.read(bytes, 0);
    return new String(bytes.array(), StandardCharsets.UTF_8);
  }

  Fence fence() {
    return fence;
  }

  @Override
  public void close() throws IOException {
    try (channel;
        fence) {
      fence.passIfNewest(() -> Files.deleteIfExists(file));
    }
  }
}
