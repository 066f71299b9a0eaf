package dev.phoenix.state;

import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.digest.Sha256;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One run that may change the state, alone while it lasts. Closing it without a commit leaves the
 * journal, from which the next run goes on.
 */
public final class StateRun implements AutoCloseable {
  private final Beside beside;
  private final Snapshot snapshot;
  private final String operation;
  private final Lock lock;
  private final Reserve reserve;
  private final Machine machine;
  private final Journal journal;
  private final SecretDigests digests;

  StateRun(
      Beside beside,
      Snapshot snapshot,
      String operation,
      Lock lock,
      Reserve reserve,
      Machine machine) {
    this.beside = beside;
    this.snapshot = snapshot;
    this.operation = operation;
    this.lock = lock;
    this.reserve = reserve;
    this.machine = machine;
    this.journal =
        new Journal(beside.journal(), snapshot, lock.fence(), reserve, machine.writing());
    this.digests = new SecretDigests(snapshot.state().lineage());
  }

  /** As the run set out. */
  public State state() {
    return snapshot.state();
  }

  /** As the file has it, without what a leftover journal or an earlier state brings. */
  public State recorded() {
    return snapshot.onDisk();
  }

  /** For the plan and for what is recorded: each secret is stretched once a run. */
  public SecretDigests digests() {
    return digests;
  }

  public Journal journal() {
    return journal;
  }

  /**
   * Replaces the state if these resources are others than the file has, and drops the journal. The
   * last thing that a run does.
   *
   * @return the state as it is now; the one the run set out from if it could not be written, which
   *     the diagnostics then say
   */
  public State commit(SortedMap<Address, Recorded> resources, Diagnostics diagnostics) {
    State before = snapshot.onDisk();
    boolean changed = !snapshot.sound() || !resources.equals(before.resources());
    State now = changed ? new State(before.lineage(), before.serial() + 1, resources) : before;
    StateProblem problem = new StateProblem(beside);
    byte[] bytes = changed ? StateFile.write(now) : new byte[0];
    try {
      if (changed) {
        replace(bytes);
        keep(bytes, now, diagnostics);
      } else {
        journal.close();
        lock.fence().pass(() -> Files.deleteIfExists(beside.journal()));
      }
      return now;
    } catch (ChangedException e) {
      diagnostics.add(problem.changed(e, before, beside.unwritten(lock.fence().epoch())));
    } catch (FencedException e) {
      diagnostics.add(problem.fenced(changed ? aside(bytes) : null));
    } catch (IOException e) {
      diagnostics.add(problem.unwritten(e, journal.isBehind()));
    }
    return state();
  }

  private void replace(byte[] bytes) throws IOException {
    journal.end(Sha256.hex(bytes));
    journal.sync();
    boolean _ = reserve.release();
    lock.fence()
        .pass(() -> {
          Disk.write(beside.staged(), bytes, machine.writing());
          byte[] found = Disk.read(beside.file());
          if (!Arrays.equals(found, snapshot.bytes())) {
            Disk.replace(beside.unwritten(lock.fence().epoch()), beside.staged());
            throw new ChangedException(found);
          }
          if (found != null) {
            keepFound(found);
          }
          Disk.replace(beside.file(), beside.staged());
          dropJournal();
        });
  }

  /** It says nothing any more that the state does not, even if it stays. */
  private void dropJournal() {
    try {
      journal.close();
      Files.deleteIfExists(beside.journal());
    } catch (IOException e) {
      // The next run that has something to say begins it anew.
    }
  }

  /** What phoenix has not written itself would be lost with its replacement. */
  private void keepFound(byte[] found) throws IOException {
    long epoch = lock.fence().epoch();
    if (snapshot.sound()) {
      new History(beside.history())
          .found(
              found,
              snapshot.onDisk(),
              epoch,
              Files.getLastModifiedTime(beside.file()).toInstant(),
              machine.writing());
    } else {
      Disk.write(beside.replaced(epoch), found, machine.writing());
    }
  }

  private void keep(byte[] bytes, State now, Diagnostics diagnostics) {
    try {
      new History(beside.history())
          .add(
              bytes,
              now.serial(),
              operation,
              lock.fence().epoch(),
              machine.clock().instant(),
              machine.writing());
      Asides.drop(beside);
    } catch (IOException e) {
      diagnostics.add(new StateProblem(beside).unkept(e));
    }
  }

  /** Where the state of a run that lost its lock is; null if even that cannot be written. */
  private @Nullable Path aside(byte[] bytes) {
    Path aside = beside.unwritten(lock.fence().epoch());
    try {
      Disk.write(aside, bytes, machine.writing());
      return aside;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try (lock) {
      journal.close();
      lock.fence().passIfNewest(reserve::release);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close what lies beside " + beside.file(), e);
    }
  }
}
