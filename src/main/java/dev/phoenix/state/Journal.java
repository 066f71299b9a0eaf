package dev.phoenix.state;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.FileFailure;
import dev.phoenix.file.OwnFile;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Stage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * What a run is doing, line by line, beside the state. Entries gather until {@link #sync}: many
 * cost one write and one fsync, and each costs the same however large the state is. The file comes
 * into being with the first sync. For one thread.
 */
public final class Journal implements AutoCloseable {
  private final Path file;
  private final Fence fence;
  private final Reserve reserve;
  private final Writing writing;
  private long durable;
  private final StringBuilder waiting = new StringBuilder();
  private @Nullable FileChannel channel;

  Journal(Path file, Snapshot snapshot, Fence fence, Reserve reserve, Writing writing) {
    this.file = file;
    this.fence = fence;
    this.reserve = reserve;
    this.writing = writing;
    this.durable = snapshot.journalBytes();
    if (durable == 0) {
      State state = snapshot.onDisk();
      append(new JournalEntry.Begin(state.lineage(), state.serial()));
    }
  }

  public void intent(Intent intent) {
    append(new JournalEntry.Intended(intent));
  }

  public void exists(Address address, Identity identity) {
    append(new JournalEntry.Exists(address, identity));
  }

  public void stage(Address address, Stage stage) {
    append(new JournalEntry.Staged(address, stage));
  }

  /** The last operation on the object succeeded; null if it is recorded no more. */
  public void done(Address address, @Nullable Recorded recorded) {
    append(new JournalEntry.Settled(address, true, recorded));
  }

  /** The last operation on the object failed and left it like this. */
  public void failed(Address address, @Nullable Recorded recorded) {
    append(new JournalEntry.Settled(address, false, recorded));
  }

  void end(String sha256) {
    append(new JournalEntry.End(sha256));
  }

  private void append(JournalEntry entry) {
    waiting.append(JournalCodec.write(entry)).append('\n');
  }

  /** Returns once everything appended so far would survive a loss of power. */
  public void sync() throws IOException {
    try {
      fence.pass(this::write);
    } catch (FencedException e) {
      throw e;
    } catch (IOException e) {
      // The room that was kept for this moment.
      if (!reserve.release()) {
        throw e;
      }
      fence.pass(this::write);
    }
  }

  private void write() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      open = OwnFile.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel = open;
      Disk.syncFolder(file);
    }
    // What an unfinished run left counts until a state is written. Only a torn end goes: of that
    // run, or of a write of this one that failed half-way.
    open.truncate(durable);
    open.position(durable);
    ByteBuffer bytes = ByteBuffer.wrap(waiting.toString().getBytes(StandardCharsets.UTF_8));
    writing.write(open, bytes);
    open.force(false);
    durable = open.position();
    waiting.setLength(0);
  }

  /** Whether something is known that is not written down. */
  boolean isBehind() {
    return !waiting.isEmpty();
  }

  /** Why a sync failed and what to do. */
  public static Diagnostic problem(IOException failure) {
    if (failure instanceof FencedException) {
      return Diagnostic.error(
          "the lock of this run was broken while it ran",
          "Another run may have the state now, so nothing more was begun. See who broke it in"
              + " locks.log beside the earlier states; when that run has ended, run phoenix plan.");
    }
    return Diagnostic.error(
        "the journal could not be written",
        "The file system says: "
            + FileFailure.words(failure)
            + ". Nothing more was begun. Make room or give the right to write beside the"
            + " state, and run the command again: what was made is found again.");
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
