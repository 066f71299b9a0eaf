package dev.phoenix.state;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Stage;
import org.jspecify.annotations.Nullable;

/** One line of a journal. */
sealed interface JournalEntry {
  /** Of the state that the run set out from. */
  record Begin(String lineage, long serial) implements JournalEntry {}

  record Intended(Intent intent) implements JournalEntry {}

  record Exists(Address address, Identity identity) implements JournalEntry {}

  /** How far the operation on an object has come. */
  record Staged(Address address, Stage stage) implements JournalEntry {}

  /**
   * How an object is recorded from here on, after success or failure.
   *
   * @param recorded null if it is recorded no more
   */
  record Settled(Address address, boolean done, @Nullable Recorded recorded)
      implements JournalEntry {}

  /**
   * Written just before the state is replaced.
   *
   * @param sha256 of the bytes of the new state
   */
  record End(String sha256) implements JournalEntry {}
}
