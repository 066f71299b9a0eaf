package dev.phoenix.state;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Stage;
import dev.phoenix.state.JournalEntry.Begin;
import dev.phoenix.state.JournalEntry.End;
import dev.phoenix.state.JournalEntry.Exists;
import dev.phoenix.state.JournalEntry.Intended;
import dev.phoenix.state.JournalEntry.Settled;
import dev.phoenix.state.JournalEntry.Staged;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a journal makes of the resources it set out from. Intents that were never settled leave
 * their object recorded as incomplete.
 */
final class Replay {
  private final SortedMap<Address, Recorded> resources;
  private final SortedMap<Address, Intent> open = new TreeMap<>();
  private final SortedMap<Address, Identity> identities = new TreeMap<>();
  // Those of a run before this one count until another is told: its task may still go on.
  private final SortedMap<Address, Stage> stages = new TreeMap<>();

  private Replay(State state) {
    resources = new TreeMap<>(state.resources());
  }

  /**
   * @param state the resources as they are now
   * @param unsettled addresses that were begun and not seen to end
   */
  record Result(State state, SortedSet<Address> unsettled) {}

  static Result of(State state, List<JournalEntry> entries) {
    Replay replay = new Replay(state);
    entries.forEach(replay::apply);
    replay.open.values().forEach(replay::leave);
    return new Result(
        new State(state.lineage(), state.serial(), replay.resources),
        new TreeSet<>(replay.open.keySet()));
  }

  /** What was begun and not seen to end stays known by all that was heard of it. */
  private void leave(Intent intent) {
    Address address = intent.address();
    resources.put(
        address,
        intent.unfinished(
            resources.get(address),
            identities.getOrDefault(address, Identity.UNKNOWN),
            stages.getOrDefault(address, Stage.NONE)));
  }

  private void apply(JournalEntry entry) {
    switch (entry) {
      case Intended(Intent intent) -> {
        // Of a run that was killed; this one goes on from what that has left.
        Intent before = open.get(intent.address());
        if (before != null) {
          leave(before);
        }
        open.put(intent.address(), intent);
        identities.remove(intent.address());
      }
      case Exists(Address address, Identity identity) -> identities.put(address, identity);
      case Staged(Address address, Stage stage) -> stages.put(address, stage);
      case Settled(Address address, boolean _, Recorded recorded) -> {
        open.remove(address);
        stages.remove(address);
        if (recorded == null) {
          resources.remove(address);
        } else {
          resources.put(address, recorded);
        }
      }
      case Begin _, End _ -> {}
    }
  }
}
