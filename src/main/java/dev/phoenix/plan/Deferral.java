package dev.phoenix.plan;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Observation.Absent;
import dev.phoenix.resource.Observation.Present;
import dev.phoenix.resource.Observation.Unreachable;
import dev.phoenix.resource.ResourceTypes;
import dev.phoenix.resource.Rule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What nobody can look at only because something it depends on is down that this plan brings up:
 * not blocked, but planned anew once that is up.
 */
final class Deferral {
  private final ResourceTypes types;
  private final SortedMap<Address, Draft> drafts;
  private final Subjects subjects;
  private final Map<Address, Optional<Address>> grounds = new HashMap<>();

  Deferral(ResourceTypes types, SortedMap<Address, Draft> drafts, Subjects subjects) {
    this.types = types;
    this.drafts = drafts;
    this.subjects = subjects;
  }

  void find() {
    for (Draft draft : drafts.values()) {
      if (draft.isDark()) {
        Address ground = ground(draft.subject.address());
        if (ground != null) {
          draft.deferTo(ground);
        }
      }
    }
  }

  /** What comes up in this plan and may be why this one could not be looked at; null if nothing. */
  private @Nullable Address ground(Address address) {
    Optional<Address> known = grounds.get(address);
    if (known == null) {
      // Against going round in circles, which only damaged records could make.
      grounds.put(address, Optional.empty());
      known =
          subjects
              .dependencies(address)
              .map(dependency -> through(dependency, isNew(address)))
              .flatMap(Optional::stream)
              .findFirst();
      grounds.put(address, known);
    }
    return known.orElse(null);
  }

  private boolean isNew(Address address) {
    Draft draft = drafts.get(address);
    return draft != null && draft.subject.recorded() == null;
  }

  private Optional<Address> through(Address dependency, boolean isNew) {
    Draft draft = drafts.get(dependency);
    if (draft == null) {
      return Optional.empty();
    }
    return draft.isDark()
        ? Optional.ofNullable(ground(dependency))
        : Optional.of(dependency).filter(_ -> comesUp(draft, isNew));
  }

  private boolean comesUp(Draft draft, boolean isNew) {
    if (draft.blocked != null || draft.operations().isEmpty()) {
      return false;
    }
    if (draft.leaves()) {
      // It goes first, and what was behind it would have to go before that; nothing of what is new.
      return isNew && draft.action == Action.REPLACE;
    }
    return switch (draft.observed) {
      case Absent _ -> true;
      case Present present ->
          !types.of(draft.subject.address()).isUp(present)
              || draft.disruption != Rule.Disruption.NONE;
      case Unreachable _ -> false;
    };
  }
}
