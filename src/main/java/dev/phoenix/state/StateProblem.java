package dev.phoenix.state;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.FileFailure;
import dev.phoenix.diagnostic.Position;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What can be said of a state that cannot be written: where the knowledge is, and what to do. */
final class StateProblem {
  private final Beside beside;

  StateProblem(Beside beside) {
    this.beside = beside;
  }

  Diagnostic unreadable(IOException failure) {
    return error(
        "the state cannot be read",
        "The file system says: "
            + FileFailure.words(failure)
            + ". Mend that, or name another file with --state.");
  }

  /** Before anything was done. */
  Diagnostic unwritable(IOException failure) {
    return switch (failure) {
      case UnlockableException e ->
          error(
              "the file system cannot lock files beside the state",
              "It says: "
                  + e.getMessage()
                  + ". Without a lock two runs could change the same things at once. Nothing was"
                  + " changed. Keep the state on a local disk (--state FILE), or mount the file"
                  + " system with locks: NFS 4, or NFS 3 with lockd and without nolock.");
      case NoRoomException e ->
          error(
              "there is not enough room for the state",
              "A run needs "
                  + e.kib()
                  + " KiB beside it for what it does. The file system says: "
                  + e.getMessage()
                  + ". Nothing was changed. Make room, or name another file with --state.");
      default ->
          error(
              "the state cannot be written",
              "The file system says: "
                  + FileFailure.words(failure)
                  + ". Nothing was changed. Mend that, or name another file with --state.");
    };
  }

  Diagnostic locked(Hold hold) {
    Holder holder = hold.holder();
    String who =
        holder == null
            ? ""
            : "It runs as "
                + holder.user()
                + " on "
                + holder.host().name()
                + " since "
                + holder.since()
                + (holder.url() == null ? "" : ", see " + holder.url())
                + ". ";
    String advice =
        hold.liveness() == Liveness.UNKNOWN
            ? "Whether it still does cannot be seen from here. Look there; if it is dead, run phoenix"
                + " lock break."
            : "Only one run at a time may change the state. Wait until that one has ended"
                + " (--lock-timeout 10m waits); if it dies, the lock is free at once.";
    return error("the state is locked by " + hold.words(), who + advice);
  }

  Diagnostic changedHands() {
    return error(
        "the lock has changed hands meanwhile",
        "It was left as it is. phoenix lock status says who holds it now.");
  }

  Diagnostic takenOver(Holder dead) {
    return Diagnostic.warning(
            "the lock of " + dead.words() + " was taken over: that run has died",
            "It ran as "
                + dead.user()
                + " since "
                + dead.since()
                + ". What it had begun stands in its journal, if it had begun anything.")
        .at(place());
  }

  Diagnostic changed(ChangedException change, State before, Path aside) {
    return error(
        "the state file was changed by something else during this run",
        "This run read serial "
            + before.serial()
            + " of lineage "
            + before.lineage()
            + "; now "
            + change.getMessage()
            + ". It was left as it is. What this run did stands in "
            + beside.journal().getFileName()
            + ", and the state that it would have written in "
            + aside.getFileName()
            + ", beside it. To keep what this run did, copy the latter over the state. To keep the"
            + " other change, delete the journal and run phoenix plan: what this run made is found"
            + " by its name.");
  }

  Diagnostic fenced(@Nullable Path aside) {
    return error(
        "the state was not written: the lock of this run was broken while it ran",
        "Another run may have the state by now. "
            + (aside == null
                ? "What this run made is found by its name"
                : "The state that this run would have written is in "
                    + aside.getFileName()
                    + " beside it; what it made is found by its name too")
            + " when you run phoenix plan after the other run has ended.");
  }

  Diagnostic unwritten(IOException failure, boolean journalIsBehind) {
    return error(
        "the state could not be written",
        "The file system says: "
            + FileFailure.words(failure)
            + ". What was done stands in "
            + beside.journal()
            + (journalIsBehind
                ? ", but for the last of it, which could not be written there either and is found by"
                    + " its name"
                : "")
            + ". Make room or give the right to write, and run phoenix apply again; nothing is made"
            + " twice.");
  }

  Diagnostic unkept(IOException failure) {
    return Diagnostic.warning(
            "the state was written, but no copy of it was kept among the earlier ones",
            "The file system says: " + FileFailure.words(failure) + ".")
        .at(place());
  }

  Diagnostic error(String summary, String detail) {
    return Diagnostic.error(summary, detail).at(place());
  }

  private Position place() {
    return Position.ofFile(beside.file().toString());
  }
}
