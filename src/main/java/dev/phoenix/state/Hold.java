package dev.phoenix.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * That a lock is held, or was by somebody who died.
 *
 * @param holder null if it has not said yet who it is, or died before it could
 */
public record Hold(@Nullable Holder holder, Liveness liveness) {

  /** Of a lock file that the system has locked for another process. */
  static Hold ofLocked(Path file) {
    return new Hold(Holder.read(content(file)), Liveness.ALIVE);
  }

  /** Of a lock file that nobody has locked as far as the system knows; null if it says nothing. */
  static @Nullable Hold ofLeft(Path file) {
    Holder holder = Holder.read(content(file));
    return holder == null ? null : new Hold(holder, holder.liveness(Host.here()));
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }

  /** Whether the file names one that lives, as far as can be told from here. */
  boolean isTold() {
    return holder != null && holder.liveness(Host.here()) != Liveness.DEAD;
  }

  /** Who, for the person. */
  public String words() {
    return holder == null ? "another process" : holder.words();
  }
}
