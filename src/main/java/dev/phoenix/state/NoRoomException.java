package dev.phoenix.state;

import dev.phoenix.diagnostic.FileFailure;
import java.io.IOException;

/** The disk has not the room that a run may need. */
final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int KIB = 1024;

  private final long kib;

  NoRoomException(long bytes, IOException cause) {
    super(FileFailure.words(cause), cause);
    this.kib = bytes / KIB;
  }

  /** How much is wanted. */
  long kib() {
    return kib;
  }
}
