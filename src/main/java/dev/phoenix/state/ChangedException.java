package dev.phoenix.state;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The state on disk is not the one that the run read. */
final class ChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  ChangedException(byte @Nullable [] found) {
    super(words(found));
  }

  private static String words(byte @Nullable [] found) {
    if (found == null) {
      return "it is gone";
    }
    try {
      State state = StateFile.read(found);
      return "it has serial " + state.serial() + " of lineage " + state.lineage();
    } catch (MalformedException e) {
      return "it is no state any more: " + e.getMessage();
    }
  }
}
