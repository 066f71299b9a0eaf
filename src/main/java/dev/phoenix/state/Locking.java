package dev.phoenix.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;

/** How a file is locked; a file system may know no locks. */
@FunctionalInterface
public interface Locking {
  Locking OF_SYSTEM = Locking::take;

  /**
   * Locks the file until its channel is closed; false if another process has it locked.
   *
   * @throws IOException if files there cannot be locked
   */
  boolean tryLock(FileChannel file) throws IOException;

  private static boolean take(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException ours) {
      return false;
    }
  }
}
