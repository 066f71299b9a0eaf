package dev.phoenix.state;

import dev.phoenix.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lock of a state, for a person who looks at it or breaks it. */
public final class StateLock {
  private final Path file;
  private final Machine machine;

  public StateLock(Path file, Machine machine) {
    this.file = file;
    this.machine = machine;
  }

  /** What a look has found. */
  public sealed interface Look {
    record Free() implements Look {}

    record Held(Hold hold) implements Look {}

    /** The diagnostics say why. */
    record Unknown() implements Look {}
  }

  /** Who holds it. */
  public Look look(Diagnostics diagnostics) {
    Beside beside = new Beside(file);
    try {
      beside = new Beside(Prerequisites.resolve(file));
      Hold hold = hold(beside.lock());
      return hold == null ? new Look.Free() : new Look.Held(hold);
    } catch (IOException e) {
      diagnostics.add(new StateProblem(beside).unreadable(e));
      return new Look.Unknown();
    }
  }

  /** Null if nobody holds it. */
  static @Nullable Hold hold(Path lock) throws IOException {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ)) {
      return isLocked(channel) ? Hold.ofLocked(lock) : Hold.ofLeft(lock);
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  private static boolean isLocked(FileChannel channel) {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, true) == null;
    } catch (OverlappingFileLockException ours) {
      return true;
    } catch (IOException knowsNoLocks) {
      return false;
    }
  }

  /**
   * Takes the lock from whoever holds it: what that one still tries to write is refused.
   *
   * @param seen as the person saw it
   * @return false if it was not done, which the diagnostics then say
   */
  public boolean breakOff(Hold seen, Diagnostics diagnostics) {
    Beside beside = new Beside(file);
    try {
      beside = new Beside(Prerequisites.resolve(file));
      breakOff(seen, beside);
      return true;
    } catch (FencedException e) {
      diagnostics.add(new StateProblem(beside).changedHands());
    } catch (IOException e) {
      diagnostics.add(new StateProblem(beside).unwritable(e));
    }
    return false;
  }

  private void breakOff(Hold seen, Beside beside) throws IOException {
    Holder holder = seen.holder();
    Holder self = machine.holder("lock break");
    History.prepare(beside);
    Fence.begin(
            beside.epoch(),
            holder == null ? 0 : holder.epoch(),
            self.id(),
            () -> {
              Hold now = hold(beside.lock());
              if (now == null || !Objects.equals(now.holder(), holder)) {
                throw new FencedException();
              }
              LockLog.append(beside.lockLog(), "broken", holder, self);
              Files.deleteIfExists(beside.lock());
            })
        .close();
  }
}
