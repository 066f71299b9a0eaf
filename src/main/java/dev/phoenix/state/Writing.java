package dev.phoenix.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** How bytes get into the state and its journal; a disk may be full, and a process may die. */
@FunctionalInterface
public interface Writing {
  Writing TO_DISK = Writing::whole;

  /** Writes all bytes at the position of the file, or fails after some of them. */
  void write(FileChannel file, ByteBuffer bytes) throws IOException;

  private static void whole(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }
}
