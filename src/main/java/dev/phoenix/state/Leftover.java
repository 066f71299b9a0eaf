package dev.phoenix.state;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.digest.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a run that did not end.
 *
 * @param begin null if there is none
 * @param entries all of them
 * @param length of its whole lines
 */
record Leftover(JournalEntry.@Nullable Begin begin, List<JournalEntry> entries, int length) {

  /** Null if it is damaged. */
  static @Nullable Leftover read(Path journal, Diagnostics diagnostics) throws IOException {
    byte[] bytes = lines(Disk.read(journal));
    List<JournalEntry> entries = new ArrayList<>();
    int number = 0;
    try {
      for (String line : StateFile.decode(bytes).lines().toList()) {
        number++;
        entries.add(JournalCodec.read(line));
      }
      if (entries.isEmpty()) {
        return new Leftover(null, entries, 0);
      }
      if (entries.getFirst() instanceof JournalEntry.Begin begin) {
        return new Leftover(begin, entries, bytes.length);
      }
      throw new MalformedException("it does not begin with \"begin\"");
    } catch (NewerFormatException e) {
      diagnostics.add(
          Diagnostic.error(
                  "the journal of a run that did not end was written by a newer phoenix: "
                      + e.getMessage(),
                  "Run phoenix apply with that phoenix or a newer one, which takes it in; nothing"
                      + " was changed.")
              .at(new Position(journal.toString(), 1, 0)));
      return null;
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

  /** A torn write may cut a character, so the cut line goes before anything is decoded. */
  private static byte[] lines(byte @Nullable [] journal) {
    int end = journal == null ? 0 : journal.length;
    while (journal != null && end > 0 && journal[end - 1] != '\n') {
      end--;
    }
    return journal == null ? new byte[0] : Arrays.copyOf(journal, end);
  }

  /** Whether it says nothing that the state with these bytes does not. */
  boolean isSpent(byte @Nullable [] state) {
    return entries.stream()
            .allMatch(e -> e instanceof JournalEntry.Begin || e instanceof JournalEntry.End)
        || (entries.getLast() instanceof JournalEntry.End(String sha256)
            && state != null
            && sha256.equals(Sha256.hex(state)));
  }

  /** Whether the run that wrote it set out from this state. */
  boolean isOf(State state) {
    return begin != null
        && begin.lineage().equals(state.lineage())
        && begin.serial() == state.serial();
  }
}
