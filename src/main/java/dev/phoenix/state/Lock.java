package dev.phoenix.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps a second run out. The system frees the lock when its holder dies; the file beside the state
 * only says who holds it. The state itself is not locked, because replacing it would replace what
 * is locked.
 */
final class Lock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private Lock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Null if another run holds it. */
  static @Nullable Lock tryTake(Path file, String operation) throws IOException {
    while (true) {
      Object before = key(file);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!locks(channel)) {
        channel.close();
        return null;
      }
      // A holder deletes the file when it ends: what we opened before that is no lock any more. It
      // must not be opened a second time to find out, because POSIX drops a process's lock as soon
      // as the process closes any descriptor of the file (fcntl(2)).
      if (before != null && before.equals(key(file))) {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(mark(operation).getBytes(StandardCharsets.UTF_8)), 0);
        return new Lock(file, channel);
      }
      channel.close();
    }
  }

  /** Which file the name stands for just now; null if for none. */
  private static @Nullable Object key(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Objects.requireNonNullElse(attributes.fileKey(), attributes.creationTime());
    } catch (NoSuchFileException absent) {
      return null;
    }
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String mark(String operation) {
    ObjectNode holder = Json.object();
    holder.put("operation", operation);
    holder.put("pid", ProcessHandle.current().pid());
    holder.put("run", UUID.randomUUID().toString());
    return Json.line(holder) + "\n";
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  /** Who holds it, for the person. */
  static String holder(Path file) {
    try {
      ObjectNode holder = Json.parse(content(file));
      return "phoenix "
          + Json.text(holder, "operation", "the lock")
          + ", process "
          + Json.member(holder, "pid", "the lock", node -> true);
    } catch (MalformedException e) {
      return "another process";
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    channel.close();
  }
}
