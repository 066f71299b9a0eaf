package dev.phoenix.state;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.FileFailure;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;

/**
 * One run that may change the state, alone while it lasts. Closing it without a commit leaves the
 * journal, from which the next run goes on.
 */
public final class StateRun implements AutoCloseable {
  private final Path file;
  private final Snapshot snapshot;
  private final Lock lock;
  private final Journal journal;
  private final Writing writing;
  private final SecretDigests digests;

  StateRun(Path file, Snapshot snapshot, Lock lock, Writing writing) throws IOException {
    this.file = file;
    this.snapshot = snapshot;
    this.lock = lock;
    this.journal = new Journal(Disk.beside(file, StateStore.JOURNAL), snapshot, writing);
    this.writing = writing;
    this.digests = new SecretDigests(snapshot.state().lineage());
  }

  /** As the run set out. */
  public State state() {
    return snapshot.state();
  }

  /** For the plan and for what is recorded: each secret is stretched once a run. */
  public SecretDigests digests() {
    return digests;
  }

  public Journal journal() {
    return journal;
  }

  /**
   * Replaces the state if these resources are others than the file has, and drops the journal.
   *
   * @return the state as it is now; the one the run set out from if it could not be written, which
   *     the diagnostics then say
   */
  public State commit(SortedMap<Address, Recorded> resources, Diagnostics diagnostics) {
    State onDisk = snapshot.onDisk();
    try {
      State now = onDisk;
      if (!resources.equals(onDisk.resources())) {
        now = new State(onDisk.lineage(), onDisk.serial() + 1, resources);
        if (!replace(StateFile.write(now), diagnostics)) {
          return state();
        }
      }
      journal.close();
      Files.deleteIfExists(Disk.beside(file, StateStore.JOURNAL));
      return now;
    } catch (IOException e) {
      diagnostics.add(
          problem(
              "the state could not be written",
              "The file system says: "
                  + FileFailure.words(e)
                  + ". What was done stands in the journal beside it: make room or give the right"
                  + " to write, and run phoenix apply again; nothing is made twice."));
      return state();
    }
  }

  private boolean replace(byte[] bytes, Diagnostics diagnostics) throws IOException {
    journal.end(Disk.sha256(bytes));
    journal.sync();
    Path staged = Disk.stage(file, bytes, writing);
    byte[] found = Disk.read(file);
    if (!Arrays.equals(found, snapshot.bytes())) {
      Files.delete(staged);
      diagnostics.add(
          problem(
              "the state file was changed by something else during this run",
              "It was left as it is, and what this run did stands in the journal beside it. Put"
                  + " serial "
                  + snapshot.onDisk().serial()
                  + " back (git checkout, or the .backup file) and run phoenix apply, which takes"
                  + " the journal in."));
      return false;
    }
    if (found != null) {
      Path backup = Disk.beside(file, StateStore.BACKUP);
      Disk.replace(backup, Disk.stage(backup, found, writing));
    }
    Disk.replace(file, staged);
    return true;
  }

  private Diagnostic problem(String summary, String detail) {
    return Diagnostic.error(summary, detail).at(Position.ofFile(file.toString()));
  }

  @Override
  public void close() {
    try (lock) {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close what lies beside " + file, e);
    }
  }
}
