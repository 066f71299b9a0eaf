package dev.phoenix.state;

import dev.phoenix.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The state file of a workspace, with the journal, the lock and the earlier states beside it. */
public final class StateStore {
  private final Path file;
  private final Supplier<String> lineage;
  private final Machine machine;

  public StateStore(Path file, Machine machine) {
    this(file, () -> UUID.randomUUID().toString(), machine);
  }

  /**
   * A store with names of its own for new histories.
   *
   * @param lineage names a history that begins
   */
  public StateStore(Path file, Supplier<String> lineage, Machine machine) {
    this.file = file;
    this.lineage = lineage;
    this.machine = machine;
  }

  /**
   * The state as it is now, with what a leftover journal adds; writes nothing and takes no lock.
   *
   * @return null if it cannot be used; the diagnostics say why
   */
  public @Nullable State load(Diagnostics diagnostics) {
    Beside beside = beside(diagnostics);
    if (beside == null) {
      return null;
    }
    Snapshot snapshot = new SnapshotReader(beside, lineage, false).read(diagnostics);
    return snapshot == null ? null : snapshot.state();
  }

  /** The states that were written last, oldest first; null if they cannot be read. */
  public @Nullable List<Earlier> history(Diagnostics diagnostics) {
    Beside beside = beside(diagnostics);
    if (beside == null) {
      return null;
    }
    try {
      return new ArrayList<>(new History(beside.history()).all());
    } catch (IOException e) {
      diagnostics.add(new StateProblem(beside).unreadable(e));
      return null;
    }
  }

  /**
   * Begins a run that may change the state, and keeps others from doing so until it is closed.
   *
   * @param operation the command, for whoever finds the lock
   */
  public RunStart begin(String operation, Diagnostics diagnostics) {
    return begin(
        operation,
        diagnostics,
        beside -> new SnapshotReader(beside, lineage, true).read(diagnostics));
  }

  /** The same, with an earlier state in the place of the one that counts. */
  public RunStart restore(Earlier earlier, String operation, Diagnostics diagnostics) {
    return begin(
        operation,
        diagnostics,
        beside ->
            new RestoreReader(beside, new SnapshotReader(beside, lineage, true))
                .read(earlier, diagnostics));
  }

  /** Reads what a run sets out from. */
  @FunctionalInterface
  private interface Reading {
    @Nullable Snapshot read(Beside beside) throws IOException;
  }

  private RunStart begin(String operation, Diagnostics diagnostics, Reading reading) {
    Beside beside = beside(diagnostics);
    if (beside == null) {
      return new RunStart.Refused();
    }
    StateProblem problem = new StateProblem(beside);
    try {
      History.prepare(beside);
      Holder self = machine.holder(operation);
      return switch (Lock.tryTake(beside, self, machine.locking())) {
        case Lock.Attempt.Held(Hold hold) -> {
          diagnostics.add(problem.locked(hold));
          yield new RunStart.Locked(hold);
        }
        case Lock.Attempt.Taken(Lock lock, Holder dead) -> {
          if (dead != null) {
            LockLog.append(beside.lockLog(), "taken over", dead, self);
            diagnostics.add(problem.takenOver(dead));
          }
          yield begin(operation, lock, beside, reading);
        }
      };
    } catch (IOException e) {
      diagnostics.add(problem.unwritable(e));
      return new RunStart.Refused();
    }
  }

  private RunStart begin(String operation, Lock lock, Beside beside, Reading reading)
      throws IOException {
    try {
      Prerequisites.look(beside);
      Snapshot snapshot = reading.read(beside);
      if (snapshot == null) {
        lock.close();
        return new RunStart.Refused();
      }
      byte[] bytes = snapshot.bytes();
      long length = bytes == null ? 0 : bytes.length;
      Reserve reserve = Reserve.take(beside.reserve(), length, machine.writing());
      return new RunStart.Ready(new StateRun(beside, snapshot, operation, lock, reserve, machine));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private @Nullable Beside beside(Diagnostics diagnostics) {
    try {
      return new Beside(Prerequisites.resolve(file));
    } catch (IOException e) {
      diagnostics.add(new StateProblem(new Beside(file)).unreadable(e));
      return null;
    }
  }
}
