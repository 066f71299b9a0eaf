package dev.phoenix.state;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a state file and folds in the journal of a run that did not end. */
final class SnapshotReader {
  private final Beside beside;
  private final Supplier<String> lineage;
  private final boolean alone;

  /**
   * A reader of that state.
   *
   * @param lineage names a history that begins
   * @param alone whether nobody else can be writing meanwhile
   */
  SnapshotReader(Beside beside, Supplier<String> lineage, boolean alone) {
    this.beside = beside;
    this.lineage = lineage;
    this.alone = alone;
  }

  /** Null if it cannot be used; the diagnostics say why and what the way back is. */
  @Nullable Snapshot read(Diagnostics diagnostics) {
    try {
      byte[] bytes = Disk.read(beside.file());
      Leftover journal = Leftover.read(beside.journal(), diagnostics);
      if (journal == null) {
        return null;
      }
      if (!alone && journal.begin() != null && !Arrays.equals(bytes, Disk.read(beside.file()))) {
        // A run has ended and another begun in between: the journal is of another state.
        return read(diagnostics);
      }
      State onDisk = bytes == null ? initial(journal, diagnostics) : state(bytes, diagnostics);
      if (onDisk == null) {
        return null;
      }
      return journal.isSpent(bytes)
          ? new Snapshot(onDisk, onDisk, bytes, 0, true)
          : replayed(onDisk, bytes, journal, diagnostics);
    } catch (IOException e) {
      diagnostics.add(new StateProblem(beside).unreadable(e));
      return null;
    }
  }

  private @Nullable State state(byte[] bytes, Diagnostics diagnostics) throws IOException {
    try {
      return StateFile.read(bytes);
    } catch (NewerFormatException e) {
      diagnostics.add(
          new StateProblem(beside)
              .error(
                  "the state file was written by a newer phoenix: " + e.getMessage(),
                  "Use that phoenix or a newer one; nothing was changed. Going back to this one needs a"
                      + " state from before: "
                      + wayBack()));
      return null;
    } catch (MalformedException e) {
      diagnostics.add(
          new StateProblem(beside)
              .error(
                  "the state file is damaged: " + e.getMessage(),
                  "phoenix does not guess what it held, since it would make everything again. "
                      + wayBack()));
      return null;
    }
  }

  private String wayBack() throws IOException {
    String name = String.valueOf(beside.file().getFileName());
    List<Earlier> earlier = new History(beside.history()).all();
    String git =
        "Take the last good version out of git (git log -- "
            + name
            + ", then git checkout <commit> -- "
            + name
            + ")";
    return earlier.isEmpty()
        ? git + "."
        : git
            + ", or run phoenix state restore "
            + earlier.getLast().serial()
            + "; phoenix state history lists what else is kept.";
  }

  /** No file: nothing recorded yet, unless what lies beside it says that there was one. */
  private @Nullable State initial(Leftover journal, Diagnostics diagnostics) throws IOException {
    JournalEntry.Begin begin = journal.begin();
    if (begin == null && !new History(beside.history()).all().isEmpty()) {
      diagnostics.add(
          new StateProblem(beside)
              .error(
                  "the state file is gone",
                  "Earlier ones are still there. "
                      + wayBack()
                      + " To begin with nothing recorded, delete "
                      + beside.history()
                      + "."));
      return null;
    }
    if (begin != null && begin.serial() != 0) {
      diagnostics.add(foreign(begin, "there is no state file"));
      return null;
    }
    return new State(begin == null ? lineage.get() : begin.lineage(), 0, new TreeMap<>());
  }

  /** The state with what the journal adds; null if it is no journal of that state. */
  @Nullable Snapshot replayed(
      State onDisk, byte @Nullable [] bytes, Leftover journal, Diagnostics diagnostics)
      throws IOException {
    JournalEntry.Begin begin = journal.begin();
    if (begin != null && !journal.isOf(onDisk)) {
      diagnostics.add(foreign(begin, "the state has serial " + onDisk.serial()));
      return null;
    }
    Replay.Result result = Replay.of(onDisk, journal.entries());
    Hold other = alone ? null : StateLock.hold(beside.lock());
    diagnostics.add(
        other == null || other.liveness() == Liveness.DEAD ? recovered(result) : underWay(other));
    return new Snapshot(onDisk, result.state(), bytes, journal.length(), true);
  }

  private Diagnostic foreign(JournalEntry.Begin begin, String found) {
    return new StateProblem(beside)
        .error(
            "a journal beside the state belongs to another version of it",
            beside.journal().getFileName()
                + " was begun on serial "
                + begin.serial()
                + " of lineage "
                + begin.lineage()
                + ", but "
                + found
                + ". It holds what a run that did not end has made. Put that version of the state back"
                + " (git checkout, or phoenix state restore "
                + begin.serial()
                + ") and run phoenix apply, which takes the journal in; or, if nothing is left of that"
                + " run, delete the journal.");
  }

  private Diagnostic underWay(Hold other) {
    return Diagnostic.warning(
            other.words() + " is changing things just now",
            "What it has done so far is taken in as its journal has it; look again when it has"
                + " ended.")
        .at(Position.ofFile(beside.journal().toString()));
  }

  private static String words(Address address, @Nullable Recorded recorded) {
    return recorded == null || !recorded.stage().isKnown()
        ? address.toString()
        : address + " (" + recorded.stage().words() + ")";
  }

  private Diagnostic recovered(Replay.Result result) {
    String unsettled =
        result.unsettled().stream()
            .map(address -> words(address, result.state().get(address)))
            .collect(Collectors.joining(", "));
    return Diagnostic.warning(
            "a run before this one did not end; its journal was taken in",
            unsettled.isEmpty()
                ? "All that it had begun is accounted for. The next apply writes it to the state."
                : "Not seen to end: "
                    + unsettled
                    + ". They are looked up and finished by the next apply; nothing is made twice.")
        .at(Position.ofFile(beside.journal().toString()));
  }
}
