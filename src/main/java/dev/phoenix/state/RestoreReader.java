package dev.phoenix.state;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import java.io.IOException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads an earlier state to be put into the place of the one that counts, or is none any more. */
final class RestoreReader {
  private final Beside beside;
  private final SnapshotReader ordinary;

  RestoreReader(Beside beside, SnapshotReader ordinary) {
    this.beside = beside;
    this.ordinary = ordinary;
  }

  /** Null if it cannot be restored; the diagnostics say why. */
  @Nullable Snapshot read(Earlier earlier, Diagnostics diagnostics) throws IOException {
    State kept = kept(earlier, diagnostics);
    Leftover journal = Leftover.read(beside.journal(), diagnostics);
    if (kept == null || journal == null) {
      return null;
    }
    byte[] bytes = Disk.read(beside.file());
    Snapshot restored = restored(kept, bytes, journal, diagnostics);
    State now = state(bytes);
    if (restored == null) {
      return null;
    }
    boolean sound = now != null && now.lineage().equals(kept.lineage());
    State before = sound && now != null ? now : lost(kept);
    return new Snapshot(before, restored.state(), bytes, restored.journalBytes(), sound);
  }

  private static @Nullable State kept(Earlier earlier, Diagnostics diagnostics) {
    State kept = earlier.state();
    if (kept == null) {
      diagnostics.add(
          Diagnostic.error(
                  "serial " + earlier.serial() + " cannot be restored: its file is damaged or gone",
                  "phoenix state history lists the others. Nothing was changed.")
              .at(Position.ofFile(earlier.file().toString())));
    }
    return kept;
  }

  private static @Nullable State state(byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : StateFile.read(bytes);
    } catch (MalformedException e) {
      return null;
    }
  }

  private @Nullable Snapshot restored(
      State kept, byte @Nullable [] bytes, Leftover journal, Diagnostics diagnostics)
      throws IOException {
    if (journal.isSpent(bytes)) {
      return new Snapshot(kept, kept, bytes, 0, true);
    }
    State now = state(bytes);
    if (now != null && journal.isOf(now) && !journal.isOf(kept)) {
      diagnostics.add(
          Diagnostic.error(
                  "a run before this one did not end, and what it made stands in its journal only",
                  "Run phoenix apply first, which takes the journal in. Nothing was changed.")
              .at(Position.ofFile(beside.journal().toString())));
      return null;
    }
    return ordinary.replayed(kept, bytes, journal, diagnostics);
  }

  /** The place of a state that cannot be read: of the same lineage, after all that are known. */
  private State lost(State kept) throws IOException {
    long serial = kept.serial();
    for (Earlier earlier : new History(beside.history()).all()) {
      serial = Math.max(serial, earlier.serial());
    }
    return new State(kept.lineage(), serial, new TreeMap<>());
  }
}
