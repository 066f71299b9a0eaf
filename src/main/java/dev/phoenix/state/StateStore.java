package dev.phoenix.state;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.FileFailure;
import dev.phoenix.diagnostic.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The state file of a workspace, with the journal, the lock and the backup beside it. */
public final class StateStore {
  static final String JOURNAL = ".journal";
  static final String BACKUP = ".backup";
  private static final String LOCK = ".lock";

  private final Path file;
  private final Supplier<String> lineage;
  private final Writing writing;

  public StateStore(Path file) {
    this(file, () -> UUID.randomUUID().toString(), Writing.TO_DISK);
  }

  /**
   * A store with names of its own for new histories.
   *
   * @param lineage names a history that begins
   * @param writing does what is written
   */
  public StateStore(Path file, Supplier<String> lineage, Writing writing) {
    this.file = file;
    this.lineage = lineage;
    this.writing = writing;
  }

  /**
   * The state as it is now, with what a leftover journal adds; writes nothing and takes no lock.
   *
   * @return null if it cannot be used; the diagnostics say why
   */
  public @Nullable State load(Diagnostics diagnostics) {
    Snapshot snapshot = new SnapshotReader(file, lineage).read(diagnostics);
    return snapshot == null ? null : snapshot.state();
  }

  /**
   * Begins a run that may change the state, and keeps others from doing so until it is closed.
   *
   * @param operation the command, for whoever finds the lock
   */
  public RunStart begin(String operation, Diagnostics diagnostics) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Path lockFile = Disk.beside(file, LOCK);
      Lock lock = Lock.tryTake(lockFile, operation);
      if (lock == null) {
        diagnostics.add(locked(lockFile));
        return new RunStart.Locked();
      }
      return begin(lock, diagnostics);
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.error(
                  "the state cannot be written",
                  "The file system says: "
                      + FileFailure.words(e)
                      + ". Nothing was changed. Mend that, or name another file with --state.")
              .at(Position.ofFile(file.toString())));
      return new RunStart.Refused();
    }
  }

  private RunStart begin(Lock lock, Diagnostics diagnostics) throws IOException {
    Snapshot snapshot = new SnapshotReader(file, lineage).read(diagnostics);
    if (snapshot == null) {
      lock.close();
      return new RunStart.Refused();
    }
    return new RunStart.Ready(new StateRun(file, snapshot, lock, writing));
  }

  private Diagnostic locked(Path lockFile) {
    return Diagnostic.error(
            "the state is locked by " + Lock.holder(lockFile),
            "Only one run at a time may change it. Wait until that one has ended and try again;"
                + " if it dies, the lock is free at once.")
        .at(Position.ofFile(file.toString()));
  }
}
