package dev.phoenix.state;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.FileFailure;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.resource.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a state file and folds in the journal of a run that did not end. */
final class SnapshotReader {
  private final Path file;
  private final Path journal;
  private final Path backup;
  private final Supplier<String> lineage;

  SnapshotReader(Path file, Supplier<String> lineage) {
    this.file = file;
    this.journal = Disk.beside(file, StateStore.JOURNAL);
    this.backup = Disk.beside(file, StateStore.BACKUP);
    this.lineage = lineage;
  }

  /** Null if it cannot be used; the diagnostics say why and what the way back is. */
  @Nullable Snapshot read(Diagnostics diagnostics) {
    try {
      byte[] bytes = Disk.read(file);
      byte[] lines = lines(Disk.read(journal));
      List<JournalEntry> entries = entries(lines, diagnostics);
      if (entries == null) {
        return null;
      }
      State onDisk = bytes == null ? initial(entries, diagnostics) : state(bytes, diagnostics);
      if (onDisk == null) {
        return null;
      }
      return entries.isEmpty() || isWritten(bytes, entries.getLast())
          ? new Snapshot(onDisk, onDisk, bytes, 0)
          : replayed(new Snapshot(onDisk, onDisk, bytes, lines.length), entries, diagnostics);
    } catch (IOException e) {
      diagnostics.add(
          error(
              "the state cannot be read",
              "The file system says: "
                  + FileFailure.words(e)
                  + ". Mend that, or name another file with --state."));
      return null;
    }
  }

  private @Nullable State state(byte[] bytes, Diagnostics diagnostics) {
    try {
      return StateFile.read(bytes);
    } catch (MalformedException e) {
      diagnostics.add(
          error(
              "the state file is damaged: " + e.getMessage(),
              "phoenix does not guess what it held, since it would make everything again. "
                  + wayBack()));
      return null;
    }
  }

  private String wayBack() {
    String git =
        "Take the last good version out of git (git log -- "
            + file.getFileName()
            + ", then git checkout <commit> -- "
            + file.getFileName()
            + ")";
    return Files.exists(backup)
        ? git + ", or copy " + backup.getFileName() + " beside it over it."
        : git + ".";
  }

  /** No file: nothing recorded yet, unless what lies beside it says that there was one. */
  private @Nullable State initial(List<JournalEntry> entries, Diagnostics diagnostics) {
    if (entries.isEmpty() && Files.exists(backup)) {
      diagnostics.add(
          error(
              "the state file is gone",
              "Its predecessor "
                  + backup.getFileName()
                  + " is still there. "
                  + wayBack()
                  + " To begin with nothing recorded, delete "
                  + backup.getFileName()
                  + "."));
      return null;
    }
    if (!entries.isEmpty() && entries.getFirst() instanceof JournalEntry.Begin begin) {
      if (begin.serial() != 0) {
        diagnostics.add(foreign(begin, "there is no state file"));
        return null;
      }
      return new State(begin.lineage(), 0, new TreeMap<>());
    }
    return new State(lineage.get(), 0, new TreeMap<>());
  }

  private @Nullable Snapshot replayed(
      Snapshot snapshot, List<JournalEntry> entries, Diagnostics diagnostics) {
    State onDisk = snapshot.onDisk();
    JournalEntry.Begin begin = (JournalEntry.Begin) entries.getFirst();
    if (!begin.lineage().equals(onDisk.lineage()) || begin.serial() != onDisk.serial()) {
      diagnostics.add(foreign(begin, "the state file has serial " + onDisk.serial()));
      return null;
    }
    Replay.Result result = Replay.of(onDisk, entries);
    if (entries.size() > 1) {
      diagnostics.add(recovered(result));
    }
    return new Snapshot(onDisk, result.state(), snapshot.bytes(), snapshot.journalBytes());
  }

  private static boolean isWritten(byte @Nullable [] bytes, JournalEntry last) {
    return last instanceof JournalEntry.End(String sha256)
        && bytes != null
        && sha256.equals(Disk.sha256(bytes));
  }

  /** A torn write may cut a character, so the cut line goes before anything is decoded. */
  private static byte[] lines(byte @Nullable [] journal) {
    int end = journal == null ? 0 : journal.length;
    while (journal != null && end > 0 && journal[end - 1] != '\n') {
      end--;
    }
    return journal == null ? new byte[0] : Arrays.copyOf(journal, end);
  }

  /** Null if the journal is damaged. */
  private @Nullable List<JournalEntry> entries(byte[] bytes, Diagnostics diagnostics) {
    List<JournalEntry> entries = new ArrayList<>();
    int number = 0;
    try {
      String text = StateFile.decode(bytes);
      for (String line : text.lines().toList()) {
        number++;
        entries.add(JournalCodec.read(line));
      }
      if (!entries.isEmpty() && !(entries.getFirst() instanceof JournalEntry.Begin)) {
        throw new MalformedException("it does not begin with \"begin\"");
      }
      return entries;
    } catch (MalformedException e) {
      diagnostics.add(
          Diagnostic.error(
                  "the journal of a run that did not end is damaged: " + e.getMessage(),
                  "It says which objects that run made. Repair the line, or, if you have looked"
                      + " that nothing is left of that run, delete the journal.")
              .at(new Position(journal.toString(), Math.max(number, 1), 0)));
      return null;
    }
  }

  private Diagnostic foreign(JournalEntry.Begin begin, String found) {
    return error(
        "a journal beside the state belongs to another version of it",
        journal.getFileName()
            + " was begun on serial "
            + begin.serial()
            + " of lineage "
            + begin.lineage()
            + ", but "
            + found
            + ". It holds what a run that did not end has made. Put that version of the state back"
            + " (git checkout, or the .backup file) and run phoenix apply, which takes the journal"
            + " in; or, if nothing is left of that run, delete the journal.");
  }

  private Diagnostic recovered(Replay.Result result) {
    String unsettled =
        result.unsettled().stream().map(Address::toString).collect(Collectors.joining(", "));
    return Diagnostic.warning(
            "a run before this one did not end; its journal was taken in",
            unsettled.isEmpty()
                ? "All that it had begun is accounted for. The next apply writes it to the state."
                : "Not seen to end: "
                    + unsettled
                    + ". They are looked up and finished by the next apply; nothing is made twice.")
        .at(Position.ofFile(journal.toString()));
  }

  private Diagnostic error(String summary, String detail) {
    return Diagnostic.error(summary, detail).at(Position.ofFile(file.toString()));
  }
}
