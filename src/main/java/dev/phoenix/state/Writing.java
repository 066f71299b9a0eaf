package dev.phoenix.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.SplittableRandom;

/** How bytes get into the state and its journal; a disk may be full, and a process may die. */
@FunctionalInterface
public interface Writing {
  Writing TO_DISK = new ToDisk();

  /** No lambda: of an interface with constants and a default method no start-up cache holds one. */
  final class ToDisk implements Writing {
    private ToDisk() {}

    @Override
    public void write(FileChannel file, ByteBuffer bytes) throws IOException {
      whole(file, bytes);
    }
  }

  /** Writes all bytes at the position of the file, or fails after some of them. */
  void write(FileChannel file, ByteBuffer bytes) throws IOException;

  /**
   * Takes room for that many bytes, really: a file that has only a length takes none. File systems
   * that pack do so by at most 128 KiB, within which these bytes have no pattern.
   */
  default void reserve(FileChannel file, long bytes) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(1 << 17);
    new SplittableRandom(bytes).nextBytes(block.array());
    for (long left = bytes; left > 0; left -= block.limit()) {
      whole(file, block.clear().limit((int) Math.min(left, block.capacity())));
    }
  }

  private static void whole(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }
}
