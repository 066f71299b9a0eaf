package dev.phoenix.state;

import dev.phoenix.diagnostic.FileFailure;
import java.io.IOException;

/** The file system knows no locks. */
final class UnlockableException extends IOException {
  private static final long serialVersionUID = 1L;

  UnlockableException(IOException cause) {
    super(FileFailure.words(cause), cause);
  }
}
