package dev.phoenix.state;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts two states together that come from a third: each resource as the side has it that changed
 * it.
 */
public sealed interface StateMerge {
  /** A state file with both. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Merged(byte[] bytes, long serial) implements StateMerge {}

  /**
   * They do not go together.
   *
   * @param why sentences that name both sides
   */
  record Impossible(String why) implements StateMerge {}

  /**
   * Merges.
   *
   * @param base what both come from; null if there was no state
   * @param ours this run's; null if there is none
   * @param theirs what another run has written meanwhile; null if there is none
   */
  static StateMerge of(byte @Nullable [] base, byte @Nullable [] ours, byte @Nullable [] theirs) {
    if (ours == null || (theirs == null && base != null)) {
      return new Impossible("One side has deleted the state file.");
    }
    try {
      State here = StateFile.read(ours);
      if (theirs == null || Arrays.equals(base, theirs)) {
        return new Merged(ours, here.serial());
      }
      State there = StateFile.read(theirs);
      if (!here.lineage().equals(there.lineage())) {
        return new Impossible(
            "They are states of different fleets: the lineage is "
                + here.lineage()
                + " here and "
                + there.lineage()
                + " there.");
      }
      return merge(base == null ? null : StateFile.read(base), here, there);
    } catch (MalformedException e) {
      return new Impossible("One of the states cannot be read: " + e.getMessage() + ".");
    }
  }

  private static StateMerge merge(@Nullable State base, State here, State there) {
    SortedSet<Address> addresses = new TreeSet<>(here.resources().keySet());
    addresses.addAll(there.resources().keySet());
    SortedMap<Address, Recorded> merged = new TreeMap<>();
    List<String> conflicts = new ArrayList<>();
    for (Address address : addresses) {
      Recorded before = base == null ? null : base.get(address);
      Recorded mine = here.get(address);
      Recorded yours = there.get(address);
      if (!Objects.equals(mine, yours)
          && !Objects.equals(mine, before)
          && !Objects.equals(yours, before)) {
        conflicts.add(
            address + ": " + did(before, mine) + " here, " + did(before, yours) + " there");
      }
      Recorded kept = Objects.equals(mine, before) ? yours : mine;
      if (kept != null) {
        merged.put(address, kept);
      }
    }
    conflicts.addAll(twice(merged, here, there));
    if (!conflicts.isEmpty()) {
      return new Impossible("Both sides changed the same:\n" + String.join("\n", conflicts));
    }
    long serial = Math.max(here.serial(), there.serial()) + 1;
    return new Merged(StateFile.write(new State(here.lineage(), serial, merged)), serial);
  }

  /** One object under two addresses, of which each side knows one: both have renamed it. */
  private static List<String> twice(SortedMap<Address, Recorded> merged, State here, State there) {
    Map<String, Recorded> known = new HashMap<>();
    List<String> twice = new ArrayList<>();
    for (Recorded recorded : merged.values()) {
      Address address = recorded.address();
      if (!recorded.identity().isKnown()) {
        continue;
      }
      String object = address.type() + " " + recorded.within() + " " + recorded.identity().parts();
      Recorded other = known.putIfAbsent(object, recorded);
      if (other != null
          && !hasBoth(here, address, other.address())
          && !hasBoth(there, address, other.address())) {
        boolean mine = here.get(address) != null;
        twice.add(
            "%s here and %s there are the same object: both sides have renamed it"
                .formatted(mine ? address : other.address(), mine ? other.address() : address));
      }
    }
    return twice;
  }

  private static boolean hasBoth(State state, Address one, Address other) {
    return state.get(one) != null && state.get(other) != null;
  }

  private static String did(@Nullable Recorded before, @Nullable Recorded after) {
    return after == null ? "deleted" : before == null ? "created" : "changed";
  }
}
